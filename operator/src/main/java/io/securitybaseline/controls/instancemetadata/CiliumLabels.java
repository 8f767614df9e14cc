package io.securitybaseline.controls.instancemetadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which labels of a pod Cilium makes part of the pod's identity. A policy can select by no others.
 *
 * <p>Cilium's own list ({@code pkg/labelsfilter}, 1.15 to 1.20), followed by what is configured. A
 * label is left out if a pattern with {@code !} matches the beginning of its key, unless one
 * without matches a longer part of it; a configured pattern without {@code !} leaves out all labels
 * that none such matches.
 */
final class CiliumLabels {

  private static final String POD = "k8s";

  /** Labels that Cilium sets itself; a pod's own labels of these names have no effect. */
  private static final Pattern OF_CILIUM =
      Pattern.compile("io\\.cilium\\.k8s\\.|io\\.kubernetes\\.pod\\.");

  private static final List<String> DEFAULTS =
      List.of(
          "io\\.kubernetes\\.pod\\.namespace",
          "io\\.cilium\\.k8s\\.namespace\\.labels",
          "io\\.cilium\\.k8s\\.policy\\.cluster",
          "app\\.kubernetes\\.io",
          "!io\\.kubernetes",
          "!kubernetes\\.io",
          "!.*beta\\.kubernetes\\.io",
          "!k8s\\.io",
          "!statefulset\\.kubernetes\\.io/pod-name",
          "!apps\\.kubernetes\\.io/pod-index",
          "!batch\\.kubernetes\\.io/job-completion-index",
          "!batch\\.kubernetes\\.io/controller-uid",
          "!topology\\.kubernetes\\.io",
          "!pod-template-generation",
          "!pod-template-hash",
          "!controller-revision-hash",
          "!controller-uid",
          "!annotation.*",
          "!etcd_node");

  /** Cilium with its own list alone. */
  static final CiliumLabels DEFAULT = new CiliumLabels(patterns(DEFAULTS.stream()), false);

  private record LabelPattern(boolean leavesOut, Pattern key) {}

  private final List<LabelPattern> patterns;
  private final boolean takesNamedOnly;

  private CiliumLabels(List<LabelPattern> patterns, boolean takesNamedOnly) {
    this.patterns = patterns;
    this.takesNamedOnly = takesNamedOnly;
  }

  /**
   * With the patterns of the setting {@code labels}, separated by blanks or commas; empty if one of
   * them is no regular expression.
   */
  static Optional<CiliumLabels> configured(String labels) {
    List<String> entries =
        Stream.of(labels.strip().split("[\\s,]+", -1)).filter(text -> !text.isEmpty()).toList();
    try {
      List<LabelPattern> all = new ArrayList<>(DEFAULT.patterns);
      all.addAll(patterns(entries.stream().flatMap(entry -> ofPods(entry).stream())));
      return Optional.of(
          new CiliumLabels(
              List.copyOf(all),
              entries.stream().anyMatch(entry -> !withoutSource(entry).startsWith("!"))));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  /** Whether a policy can select by the key. */
  boolean includes(String key) {
    int included = 0;
    int left = 0;
    for (LabelPattern pattern : patterns) {
      Matcher matcher = pattern.key().matcher(key);
      if (matcher.lookingAt()) {
        int length = matcher.end();
        if (!pattern.leavesOut()) {
          included = Math.max(included, length);
        } else if (left == 0 || length < left) {
          left = length;
        }
      }
    }
    return included > left || (!takesNamedOnly && left == 0);
  }

  /** Whether the key is that of a pod's own label by which a policy can select the pod. */
  boolean isPodsOwn(String key) {
    return !OF_CILIUM.matcher(key).lookingAt() && includes(key);
  }

  private static List<LabelPattern> patterns(Stream<String> texts) {
    return texts
        .map(text ->
            text.startsWith("!")
                ? new LabelPattern(true, Pattern.compile(text.substring(1)))
                : new LabelPattern(false, Pattern.compile(text)))
        .toList();
  }

  /** The pattern without its source; empty if it is of another source than pods. */
  private static Optional<String> ofPods(String entry) {
    int colon = entry.indexOf(':');
    return colon <= 0 || entry.substring(0, colon).equals(POD)
        ? Optional.of(withoutSource(entry))
        : Optional.empty();
  }

  private static String withoutSource(String entry) {
    return entry.substring(entry.indexOf(':') + 1);
  }
}
