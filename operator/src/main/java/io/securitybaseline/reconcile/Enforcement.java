package io.securitybaseline.reconcile;

import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NamespaceState;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.observe.NamespaceSnapshot;
import io.securitybaseline.report.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries a decision out, and tells what the namespace is to be counted as afterwards. */
final class Enforcement {

  private final Applier applier;
  private final Pacer pacer;
  private final Backoff backoff;
  private final Clock clock;

  Enforcement(Applier applier, Pacer pacer, Backoff backoff, Clock clock) {
    this.applier = applier;
    this.pacer = pacer;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param result for the ledger; empty where the control is not concerned with the namespace
   * @param failures how many times in a row it did not go through, this time included
   * @param again when to look once more though nothing should happen till then
   * @param applied whether every change went through and there was one
   */
  record Carried(
      Optional<Result> result, int failures, Optional<Duration> again, boolean applied) {}

  /**
   * Carries out a decision.
   *
   * @param namespacesPerMinute the pace of the rollout; zero: none
   * @param failures how many times in a row it did not go through before
   */
  Carried carryOut(
      ControlId control,
      Decision decision,
      NamespaceSnapshot snapshot,
      int namespacesPerMinute,
      int failures) {
    if (decision.changes().isEmpty()) {
      return new Carried(result(decision), 0, Optional.empty(), false);
    }
    if (isFirstObject(decision, snapshot)) {
      Duration wait = pacer.turn(snapshot.uid(), namespacesPerMinute, clock.instant());
      if (wait.isPositive()) {
        return new Carried(
            Optional.of(waiting(decision, namespacesPerMinute)),
            failures,
            Optional.of(wait),
            false);
      }
    }
    List<Outcome> outcomes = applier.apply(control, decision.changes());
    return after(decision, outcomes.getLast(), failures);
  }

  private Carried after(Decision decision, Outcome last, int failures) {
    return switch (last) {
      case Outcome.Done _ -> new Carried(result(decision), 0, Optional.empty(), true);
      case Outcome.Superseded _ ->
          new Carried(
              result(decision), failures + 1, Optional.of(backoff.soon(failures)), false);
      case Outcome.Later(Duration wait, String message) ->
          failed(
              decision,
              Finding.violation(
                  Reasons.APPLY_FAILED, "a change did not go through and is retried: " + message),
              failures,
              Optional.of(backoff.after(failures, wait)));
      case Outcome.Forbidden(String message) ->
          failed(
              decision,
              Finding.violation(
                  Reasons.FORBIDDEN,
                  "the API server refused a change; grant the operator's ClusterRole or exclude"
                      + " the namespace: "
                      + message),
              failures,
              Optional.of(backoff.rarely()));
      case Outcome.Refused(String message) ->
          failed(
              decision,
              Finding.violation(
                  Reasons.REFUSED,
                  "the API server or an admission policy does not accept our object: " + message),
              failures,
              Optional.of(backoff.rarely()));
    };
  }

  private static Carried failed(
      Decision decision, Finding finding, int failures, Optional<Duration> again) {
    // Also where nothing is counted, what could not be taken back must be seen by somebody.
    return new Carried(
        Optional.of(
            new Result(NamespaceState.FAILED, List.of(finding), decision.planned())),
        failures + 1,
        again,
        false);
  }

  private static Optional<Result> result(Decision decision) {
    return decision
        .state()
        .map(state -> new Result(state, decision.findings(), decision.planned()));
  }

  private static Result waiting(Decision decision, int namespacesPerMinute) {
    Finding finding =
        Finding.violation(
            Reasons.PENDING,
            "waits its turn: spec.rollout.namespacesPerMinute is %d"
                .formatted(namespacesPerMinute));
    return new Result(NamespaceState.PENDING, List.of(finding), decision.changes().size());
  }

  /** Only the first object of a namespace is paced; a repair never waits. */
  private static boolean isFirstObject(Decision decision, NamespaceSnapshot snapshot) {
    return decision.changes().stream().anyMatch(Change.Create.class::isInstance)
        && snapshot.policies().stream().noneMatch(Ownership::isOurs);
  }
}
