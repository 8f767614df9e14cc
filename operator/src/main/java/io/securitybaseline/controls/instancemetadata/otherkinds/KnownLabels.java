package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.LabelSource;
import io.securitybaseline.facts.otherkinds.LabelSource.Label;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import java.util.HashMap;
import java.util.Map;

/** What is known of the labels of all pods that a selector selects. */
final class KnownLabels {

  /** The prefix of labels that pods have from their namespace, unless they forge them. */
  private static final String OF_NAMESPACE = "pcns.";

  private KnownLabels() {}

  static LabelSource of(Selector selector) {
    Map<String, Label> known = new HashMap<>();
    for (Requirement requirement : selector.requirements()) {
      if (requirement.operator() == Operator.IN && requirement.values().size() == 1) {
        known.put(requirement.key(), Label.of(requirement.values().first()));
      } else if (requirement.operator() == Operator.DOES_NOT_EXIST) {
        known.put(requirement.key(), Label.ABSENT);
      }
    }
    return key ->
        known.getOrDefault(key, key.startsWith(OF_NAMESPACE) ? Label.ABSENT : Label.UNKNOWN);
  }
}
