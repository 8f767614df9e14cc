package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod of Cilium's agents. The pods show which version runs on the nodes; the template of their
 * DaemonSet shows only which one is to run.
 */
public final class AgentPod {

  /** The label by which Cilium's chart, and AKS, select the agents. */
  public static final String LABEL = "k8s-app";

  public static final String CILIUM = "cilium";

  /** Where the version is looked for if the image has no tag, in this order. */
  private static final List<String> VERSION_LABELS =
      List.of("app.kubernetes.io/version", "helm.sh/chart");

  /** Characters; more than any version has. */
  private static final int LONGEST = 128;

  private AgentPod() {}

  /** Whether a pod has the label of the agents; in which namespaces that counts is another fact. */
  static boolean isOne(Pod pod) {
    return CILIUM.equals(labels(pod).get(LABEL));
  }

  /** The version of an agent, or an empty text where it is unknown; null of any other pod. */
  static @Nullable String version(Pod pod) {
    if (!isOne(pod)) {
      return null;
    }
    PodSpec spec = pod.getSpec();
    List<Container> containers = spec == null ? List.of() : spec.getContainers();
    for (Container container : containers) {
      String tag = ImageTag.of(container.getImage());
      if (!tag.isEmpty()) {
        return cut(tag);
      }
    }
    return fromLabels(labels(pod));
  }

  /** As in {@code 1.18.2} and in {@code cilium-1.18.2}, the name and version of a chart. */
  static String fromLabels(Map<String, String> labels) {
    return VERSION_LABELS.stream()
        .map(label -> labels.getOrDefault(label, ""))
        .map(value -> value.replaceFirst("^[a-z-]*-(?=v?\\d)", ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(AgentPod::cut)
        .orElse("");
  }

  /** The labels that show a version. */
  static Map<String, String> versionLabels(Map<String, String> labels) {
    Map<String, String> kept = new HashMap<>(labels);
    kept.keySet().retainAll(VERSION_LABELS);
    return Map.copyOf(kept);
  }

  /**
   * The versions of the agents in a namespace.
   *
   * @param pods of which only those with the label of the agents count
   */
  static List<String> versions(String namespace, List<Pod> pods) {
    return pods.stream()
        .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
        .filter(pod -> !PodSnapshots.isFinished(pod))
        .flatMap(pod -> Stream.ofNullable(version(pod)))
        .distinct()
        .sorted()
        .toList();
  }

  /** What a cache keeps of the containers of an agent: as much as its version takes. */
  static List<Container> kept(Pod pod) {
    String version = version(pod);
    if (version == null || version.isEmpty() || version.equals(fromLabels(labels(pod)))) {
      return List.of();
    }
    Container kept = new Container();
    kept.setImage("agent:" + version);
    return List.of(kept);
  }

  private static String cut(String version) {
    return version.length() <= LONGEST ? version : version.substring(0, LONGEST);
  }

  private static Map<String, String> labels(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
  }
}
