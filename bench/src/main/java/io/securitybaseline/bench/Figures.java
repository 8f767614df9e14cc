package io.securitybaseline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of the table, in the order in which they were measured. */
final class Figures {

  private final List<String> rows = new ArrayList<>();

  /** A goal that a median must not exceed; infinite: none. */
  static final double NO_GOAL = Double.POSITIVE_INFINITY;

  void add(String what, String unit, Samples samples) {
    add(what, unit, samples, NO_GOAL);
  }

  void add(String what, String unit, Samples samples, double goal) {
    row(
        what,
        unit,
        samples,
        goal == NO_GOAL ? "" : "≤ " + number(goal, unit),
        verdict(samples.median(), goal));
  }

  /** For what should be large. */
  void addAtLeast(String what, String unit, Samples samples, double goal) {
    row(
        what,
        unit,
        samples,
        "≥ " + number(goal, unit),
        samples.median() >= goal
            ? "met"
            : String.format(
                Locale.ROOT, "missed by %.0f %%", 100 * (goal - samples.median()) / goal));
  }

  private void row(String what, String unit, Samples samples, String goal, String verdict) {
    String row =
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(
                what,
                number(samples.min(), unit),
                "**" + number(samples.median(), unit) + "**",
                number(samples.max(), unit),
                goal,
                verdict);
    rows.add(row);
    System.out.println(row);
  }

  String table() {
    return """
    | | min | median | max | goal | |
    |---|--:|--:|--:|--:|---|
    %s
    """
        .formatted(String.join("\n", rows));
  }

  private static String verdict(double median, double goal) {
    if (goal == NO_GOAL) {
      return "";
    }
    if (median <= goal) {
      return "met";
    }
    return goal == 0
        ? "missed"
        : String.format(Locale.ROOT, "missed by %.0f %%", 100 * (median - goal) / goal);
  }

  private static String number(double value, String unit) {
    String digits = Math.abs(value) >= 100 ? "%,.0f" : value == Math.rint(value) ? "%.0f" : "%.2f";
    String text = String.format(Locale.ROOT, digits, value);
    return unit.isEmpty() ? text : text + " " + unit;
  }
}
