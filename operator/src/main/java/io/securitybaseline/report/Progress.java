package io.securitybaseline.report;

/**
 * How far the look at every namespace has come.
 *
 * @param generation of the spec that is being applied
 * @param evaluated namespaces judged by that generation since the operator started
 * @param total namespaces there are to judge
 */
public record Progress(long generation, int evaluated, int total) {

  static final String EVALUATING = "Evaluating";

  boolean complete() {
    return evaluated >= total;
  }

  Standing evaluating() {
    return Standing.unknown(
        EVALUATING, "%,d of %,d namespaces evaluated".formatted(evaluated, total));
  }

  Standing ready() {
    return complete()
        ? Standing.isTrue("Evaluated", "all %,d namespaces were evaluated".formatted(total))
        : evaluating();
  }
}
