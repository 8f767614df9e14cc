package io.securitybaseline.reconcile.pass;

import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import java.time.Duration;
import java.util.Optional;

/** What the outcome of a change means: a finding, and when to try again. The same for all. */
final class OutcomeMapping {

  private final Backoff backoff;

  OutcomeMapping(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * What an outcome means.
   *
   * @param finding what to report; empty where there is nothing to act on
   * @param requeueAfter when to try again; empty where the caches will show the change
   * @param rejected whether only a user can fix it
   */
  record Meaning(Optional<Finding> finding, Optional<Duration> requeueAfter, boolean rejected) {

    /** Whether the change was not made. */
    boolean failed() {
      return requeueAfter.isPresent();
    }
  }

  /**
   * Maps an outcome.
   *
   * @param failures how often in a row it failed before
   */
  Meaning of(Outcome outcome, Change change, int failures) {
    return switch (outcome) {
      case Outcome.Applied _ -> new Meaning(Optional.empty(), Optional.empty(), false);
      case Outcome.Conflict _ ->
          new Meaning(Optional.empty(), Optional.of(backoff.soon(failures)), false);
      case Outcome.Retryable(Duration wait, String message) ->
          new Meaning(
              violation(Reasons.APPLY_FAILED, "a change failed and is retried: " + message),
              Optional.of(backoff.after(failures, wait)),
              false);
      case Outcome.Rewritten(String field) ->
          rejected(ContestFindings.rewritten(change, field), failures);
      case Outcome.QuotaExceeded(String message) ->
          rejected(
              Reasons.QUOTA_EXCEEDED,
              "a ResourceQuota of the namespace leaves no room for the %s of the operator: raise it, or exclude the namespace: %s"
                  .formatted(change.object().getKind(), message),
              failures);
      case Outcome.Forbidden(String message) ->
          rejected(
              Reasons.FORBIDDEN,
              "the API server rejected a change; %s: %s".formatted(fix(change, message), message),
              failures);
      case Outcome.Rejected(String message) ->
          rejected(
              Reasons.REFUSED,
              "the API server or an admission policy rejected the object: " + message,
              failures);
    };
  }

  /** The facts that a change depends on could not be read, so it was not made. */
  Meaning notConfirmed(String error, int failures) {
    return new Meaning(
        violation(
            Reasons.APPLY_FAILED,
            "the objects that the change depends on could not be read and it is retried: " + error),
        Optional.of(backoff.soon(failures)),
        false);
  }

  private Meaning rejected(String reason, String message, int failures) {
    return rejected(Finding.violation(reason, message), failures);
  }

  private Meaning rejected(Finding finding, int failures) {
    return new Meaning(Optional.of(finding), Optional.of(backoff.afterRejection(failures)), true);
  }

  private static Optional<Finding> violation(String reason, String message) {
    return Optional.of(Finding.violation(reason, message));
  }

  /** A request that RBAC allows can still be rejected, with the same code, at admission. */
  private static String fix(Change change, String message) {
    String fix = fix(message, change instanceof Change.SwapSubjects);
    return change.object().getMetadata().getNamespace() == null
        ? fix
        : fix + " or exclude the namespace";
  }

  private static String fix(String message, boolean isBinding) {
    if (message.contains("denied the request") || message.contains("denied request")) {
      return "exempt the operator from the admission policy that is named here";
    }
    return isBinding
        ? "allow the operator to bind the role in its Helm values"
        : "grant the operator's ClusterRole";
  }
}
