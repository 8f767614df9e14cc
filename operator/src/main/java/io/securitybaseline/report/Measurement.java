package io.securitybaseline.report;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One value of a metric that a control reports.
 *
 * @param name in Micrometer's notation and without the operator's prefix: {@code nodes.exempt}
 * @param description the same for all measurements of the name
 * @param labels by name
 * @param absence what becomes of the series once the control does not report it any more
 */
public record Measurement(
    String name,
    String description,
    SortedMap<String, String> labels,
    double value,
    Absence absence) {

  /** What becomes of a series that is not reported any more. */
  public enum Absence {
    /** It is zero, for its labels are from a fixed set, such as states. */
    ZERO,
    /** It is gone, for its labels name something that may be gone, such as a node pool. */
    GONE
  }

  public Measurement {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A count whose labels are from a fixed set. */
  public static Measurement count(
      String name, String description, Map<String, String> labels, int count) {
    return new Measurement(name, description, new TreeMap<>(labels), count, Absence.ZERO);
  }

  /** A value of something that may be gone later. */
  public static Measurement of(
      String name, String description, Map<String, String> labels, double value) {
    return new Measurement(name, description, new TreeMap<>(labels), value, Absence.GONE);
  }
}
