package io.securitybaseline.controls.instancemetadata.engine;

import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import java.util.Map;
import java.util.Set;

/**
 * The labels of a pod as the selectors of an engine find them.
 *
 * @param known the labels and their values; other keys are absent
 * @param unknown keys of which neither presence nor value is known
 */
public record PodLabels(Map<String, String> known, Set<String> unknown) {

  public PodLabels {
    known = Map.copyOf(known);
    unknown = Set.copyOf(unknown);
  }

  /** Whether the selector selects the pod. */
  public Answer selectedBy(Selector selector) {
    Answer all = Answer.YES;
    for (Requirement requirement : selector.requirements()) {
      if (unknown.contains(requirement.key())) {
        all = all.and(Answer.UNKNOWN);
      } else if (!requirement.matches(known)) {
        return Answer.NO;
      }
    }
    return all;
  }
}
