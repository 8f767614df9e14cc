package io.securitybaseline.report;

/**
 * How far the first evaluation of a control's subjects is.
 *
 * @param what the subjects are called, in the plural
 * @param evaluated how many were evaluated by the current spec since the operator started
 * @param total how many there are
 */
public record Progress(String what, int evaluated, int total) {

  static final String EVALUATING = "Evaluating";

  public boolean complete() {
    return evaluated >= total;
  }

  /**
   * The same counts of something that is called differently.
   *
   * @param name in the plural
   */
  public Progress of(String name) {
    return new Progress(name, evaluated, total);
  }

  ConditionValue evaluating() {
    return ConditionValue.unknown(
        EVALUATING, "%,d of %,d %s evaluated".formatted(evaluated, total, what));
  }

  ConditionValue ready() {
    return ConditionValue.ofTrue("Evaluated", "all %,d %s were evaluated".formatted(total, what));
  }
}
