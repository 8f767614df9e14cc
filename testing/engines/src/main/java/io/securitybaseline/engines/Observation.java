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

  /** Whether it was tried and did not reach. */
  boolean isClosed(Attempt attempt) {
    return Boolean.FALSE.equals(reached.get(attempt));
  }

  boolean reaches(Attempt attempt) {
    return reached.getOrDefault(attempt, false);
  }
}
