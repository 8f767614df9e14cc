package io.securitybaseline.reconcile;

import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries a decision out, and tells what the namespace is to be counted as afterwards. */
final class Enforcement {

  private final Applier applier;
  private final Pacer pacer;
  private final Backoff backoff;
  private final Metrics metrics;
  private final Clock steady;

  Enforcement(Applier applier, Pacer pacer, Backoff backoff, Metrics metrics, Clock steady) {
    this.applier = applier;
    this.pacer = pacer;
    this.backoff = backoff;
    this.metrics = metrics;
    this.steady = steady;
  }

  /**
   * What came of it.
   *
   * @param result for the ledger; empty where the control is not concerned with the namespace
   * @param failures how many times in a row it did not go through, this time included
   * @param again when to look once more though nothing should happen till then
   */
  record EnforcementResult(Optional<Result> result, int failures, Optional<Duration> again) {}

  /**
   * What a decision comes on top of.
   *
   * @param namespacesPerMinute the pace of the rollout; zero: none
   * @param failures how many times in a row it did not go through before
   * @param wasInPlace whether all was as it should be when last looked at, under the same spec
   * @param wantsTheSame whether, besides, the same was wanted then: what differs is drift
   */
  record Background(
      int namespacesPerMinute, int failures, boolean wasInPlace, boolean wantsTheSame) {}

  EnforcementResult carryOut(
      ControlId control, Decision decision, NamespaceSnapshot snapshot, Background background) {
    if (decision.changes().isEmpty()) {
      pacer.forget(snapshot.uid());
      return new EnforcementResult(result(decision), 0, Optional.empty());
    }
    if (!isFirstObject(decision, snapshot)) {
      pacer.forget(snapshot.uid());
    } else if (!background.wasInPlace()) {
      int pace = background.namespacesPerMinute();
      Duration wait = pacer.turn(snapshot.uid(), pace, steady.instant());
      if (wait.isPositive()) {
        return new EnforcementResult(
            Optional.of(waiting(decision, pace)), background.failures(), Optional.of(wait));
      }
    }
    Outcome last = applier.apply(control, decision.changes()).getLast();
    if (background.wantsTheSame() && last instanceof Outcome.Applied) {
      metrics.driftRepaired(control);
    }
    return after(decision, last, background.failures());
  }

  /** Drops what is remembered of a namespace that is gone. */
  void forget(String namespaceUid) {
    pacer.forget(namespaceUid);
  }

  private EnforcementResult after(Decision decision, Outcome last, int failures) {
    return switch (last) {
      case Outcome.Applied _ -> new EnforcementResult(result(decision), 0, Optional.empty());
      case Outcome.Conflict _ ->
          new EnforcementResult(
              result(decision), failures + 1, Optional.of(backoff.soon(failures)));
      case Outcome.Retryable(Duration wait, String message) ->
          failed(decision, notYet(message), failures, backoff.after(failures, wait));
      case Outcome.Forbidden(String message) ->
          failed(decision, forbidden(message), failures, backoff.afterRefusal(failures));
      case Outcome.Rejected(String message) ->
          failed(decision, refused(message), failures, backoff.afterRefusal(failures));
    };
  }

  private static EnforcementResult failed(
      Decision decision, Finding finding, int failures, Duration again) {
    // Also where nothing is counted, what could not be taken back must be seen by somebody.
    return new EnforcementResult(
        Optional.of(new Result(SubjectState.FAILED, before(finding, decision), decision.planned())),
        failures + 1,
        Optional.of(again));
  }

  private static Finding notYet(String message) {
    return Finding.violation(Reasons.APPLY_FAILED, "a change failed and is retried: " + message);
  }

  private static Finding forbidden(String message) {
    return Finding.violation(
        Reasons.FORBIDDEN,
        "the API server rejected a change; %s: %s".formatted(fix(message), message));
  }

  /** A request that RBAC allows can still be refused, with the same code, at admission. */
  private static String fix(String message) {
    if (message.contains("exceeded quota")) {
      return "raise the ResourceQuota that is named here or exclude the namespace";
    }
    return message.contains("denied the request") || message.contains("denied request")
        ? "exempt the operator from the admission policy that is named here or exclude the"
            + " namespace"
        : "grant the operator's ClusterRole or exclude the namespace";
  }

  private static Finding refused(String message) {
    return Finding.violation(
        Reasons.REFUSED, "the API server or an admission policy rejected the object: " + message);
  }

  private static Optional<Result> result(Decision decision) {
    return decision
        .state()
        .map(state -> new Result(state, decision.findings(), decision.planned()));
  }

  private static Result waiting(Decision decision, int namespacesPerMinute) {
    Finding finding =
        Finding.autoFixable(
            Reasons.PENDING,
            "waiting for the rollout rate limit (spec.rollout.namespacesPerMinute: %d)"
                .formatted(namespacesPerMinute));
    return new Result(SubjectState.PENDING, before(finding, decision), decision.changes().size());
  }

  /** What was found stays true whatever became of the changes. */
  private static List<Finding> before(Finding first, Decision decision) {
    return Stream.concat(Stream.of(first), decision.findings().stream()).toList();
  }

  /** Only the first object of a namespace is paced; a repair never waits. */
  private static boolean isFirstObject(Decision decision, NamespaceSnapshot snapshot) {
    return decision.changes().stream().anyMatch(Change.Create.class::isInstance)
        && snapshot.policies().stream().map(PolicySnapshot::object).noneMatch(PolicyNames::isOurs);
  }
}
