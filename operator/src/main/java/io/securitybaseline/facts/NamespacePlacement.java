package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.watch.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes the pods of a namespace may run, by the annotation of the admission plugin
 * PodNodeSelector, which AKS enables. Without it, every node may host a pod of the namespace.
 *
 * @param labels that a node needs, by their key
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podnodeselector">PodNodeSelector</a>
 */
public record NamespacePlacement(Map<String, String> labels) {

  /** Every node may host a pod. */
  public static final NamespacePlacement ANYWHERE = new NamespacePlacement(Map.of());

  /** The annotation that the admission plugin reads. */
  static final String ANNOTATION = "scheduler.alpha.kubernetes.io/node-selector";

  private static final int LONGEST = 2048;

  /** What is kept of a namespace. */
  public static final Digest<Namespace, NamespacePlacement> DIGEST =
      new Digest<>(
          "placement",
          NamespacePlacement.class,
          List.of("metadata.annotations[" + ANNOTATION + "]"),
          NamespacePlacement::read,
          NamespacePlacement::bytes);

  public NamespacePlacement {
    labels = Map.copyOf(labels);
  }

  static NamespacePlacement of(Namespace namespace) {
    return DIGEST.of(namespace).orElse(ANYWHERE);
  }

  /** Whether a node with the value of the label may host a pod. */
  public boolean allows(String key, String value) {
    String wanted = labels.get(key);
    return wanted == null || wanted.equals(value);
  }

  /** Whether Linux nodes may host a pod. */
  public boolean allowsLinux() {
    return allows(OsLabel.NAME, "linux");
  }

  private static @Nullable NamespacePlacement read(Namespace namespace) {
    Map<String, String> annotations = namespace.getMetadata().getAnnotations();
    String selector = annotations == null ? null : annotations.get(ANNOTATION);
    if (selector == null || selector.length() > LONGEST) {
      return null;
    }
    SortedMap<String, String> labels = new TreeMap<>();
    Arrays.stream(selector.split(","))
        .map(term -> term.split("=", 2))
        .filter(term -> term.length == 2)
        .forEach(term -> labels.put(term[0].strip(), term[1].strip()));
    return labels.isEmpty() ? null : new NamespacePlacement(labels);
  }

  private long bytes() {
    return labels.entrySet().stream()
        .mapToLong(label -> Long.BYTES * 8L + label.getKey().length() + label.getValue().length())
        .sum();
  }
}
