package io.securitybaseline.report;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do next, for {@code kubectl get}: the fix of the first condition that is not met, those
 * that are violated before those that are unknown.
 */
final class NextStep {

  private static final String NOTHING = "Nothing";

  private NextStep() {}

  static Optional<String> of(Collection<ConditionValue> conditions) {
    return Stream.of(ConditionValue.FALSE, ConditionValue.UNKNOWN)
        .flatMap(status -> conditions.stream().filter(value -> value.is(status)))
        .flatMap(value -> fix(value.reason()).stream())
        .findFirst();
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
