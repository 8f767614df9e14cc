package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do next, for {@code kubectl get}: the fix of the first condition that is not met, those
 * that are violated before those that are unknown. What the operator does itself comes last.
 */
final class NextStep {

  private static final String NOTHING = "Nothing";
  private static final String ENFORCE = "Set the mode to Enforce";

  private static final String WAIT =
      "Wait for the operator's changes; an event on the object reports a change that fails.";

  private NextStep() {}

  /**
   * The next step, if anything is left to do.
   *
   * @param conditions of all reports by type, as the status shows them
   */
  static Optional<String> of(List<ControlReport> reports, Map<String, ConditionValue> conditions) {
    Set<String> enforced =
        reports.stream()
            .filter(report -> report.mode() == Mode.ENFORCE)
            .flatMap(report -> report.conditions().keySet().stream())
            .collect(Collectors.toSet());
    List<String> steps =
        Stream.of(ConditionValue.FALSE, ConditionValue.UNKNOWN)
            .flatMap(status ->
                conditions.entrySet().stream().filter(entry -> entry.getValue().is(status)))
            .flatMap(entry ->
                fix(entry.getValue().reason())
                    .map(fix ->
                        enforced.contains(entry.getKey()) && fix.startsWith(ENFORCE) ? WAIT : fix)
                    .stream())
            .toList();
    return steps.stream()
        .filter(step -> !step.equals(WAIT))
        .findFirst()
        .or(() -> steps.stream().findFirst());
  }

  /** The reasons of conditions are those of findings. */
  private static Optional<String> fix(String reason) {
    CheckSources sources = CheckSources.bundled();
    return sources.controls().stream()
        .flatMap(control -> sources.find(control, reason).stream())
        .map(CheckSource::fix)
        .filter(fix -> !fix.startsWith(NOTHING))
        .findFirst();
  }
}
