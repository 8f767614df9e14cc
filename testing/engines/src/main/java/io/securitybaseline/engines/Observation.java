package io.securitybaseline.engines;

import java.util.Map;
import java.util.SortedMap;

/**
 * What was seen at one step.
 *
 * @param reached whether each attempt reached its target
 * @param reasons for each namespace that the operator does not count as restricted, the reasons
 */
record Observation(Map<Attempt, Boolean> reached, SortedMap<String, String> reasons) {

  Observation {
    reached = Map.copyOf(reached);
  }

  boolean reaches(Attempt attempt) {
    return reached.getOrDefault(attempt, false);
  }
}
