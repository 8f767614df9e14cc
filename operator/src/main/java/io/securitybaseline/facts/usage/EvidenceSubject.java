package io.securitybaseline.facts.usage;

import java.util.Map;
import java.util.Set;

/**
 * Where the evidence is looked for: a pod, or the pods of a template.
 *
 * @param labels of the pod
 * @param accountAnnotations keys of the annotations of the ServiceAccount that the pod runs as
 */
public record EvidenceSubject(
    PodUsage pod, Map<String, String> labels, Set<String> accountAnnotations) {

  public EvidenceSubject {
    labels = Map.copyOf(labels);
    accountAnnotations = Set.copyOf(accountAnnotations);
  }

  /** Whether the pod has a label: {@code key} with any value, or {@code key=value}. */
  boolean hasLabel(String label) {
    int equals = label.indexOf('=');
    return equals < 0
        ? labels.containsKey(label)
        : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
  }

  boolean hasEnv(String name) {
    return pod.env().contains(name);
  }

  boolean runs(String repository) {
    return pod.runs(repository);
  }

  boolean hasAccountAnnotation(String key) {
    return accountAnnotations.contains(key);
  }
}
