package io.securitybaseline.controls.instancemetadata;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The labels of a pod that some selector asks for: pods that agree in them are evaluated once.
 *
 * @param keys of the labels that selectors ask for
 */
record AskedLabels(Set<String> keys, WorkBudget budget) {

  /**
   * Those of the labels.
   *
   * @throws WorkBudget.Exceeded if the budget does not suffice
   */
  Map<String, String> of(Map<String, String> labels) {
    budget.spend(1L + Math.min(keys.size(), labels.size()));
    Map<String, String> asked = new HashMap<>();
    for (String key : keys.size() < labels.size() ? keys : labels.keySet()) {
      String value = labels.get(key);
      if (value != null && keys.contains(key)) {
        asked.put(key, value);
      }
    }
    return asked;
  }
}
