package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.groupbindings.ReplacedSubjects;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries out what was decided on one binding. */
final class BindingEnforcement {

  private final Applier applier;
  private final Backoff backoff;
  private final AnnotationRemovals lost;
  private final BindingEvents events;

  BindingEnforcement(
      Applier applier, Backoff backoff, AnnotationRemovals lost, BindingEvents events) {
    this.lost = lost;
    this.applier = applier;
    this.backoff = backoff;
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param written the changes that went through, or may have: their answer did not come
   * @param failed whether one did not
   * @param again when to look once more though nothing should happen till then
   */
  record EnforcementResult(
      BindingResult result, List<Change> written, boolean failed, Optional<Duration> again) {}

  /** A decision that is not carried out now. */
  static EnforcementResult without(Binding binding, List<Finding> findings, int planned) {
    return new EnforcementResult(
        new BindingResult(
            binding.namespace(),
            binding.name(),
            findings,
            planned,
            ReplacedSubjects.tookOver(binding)),
        List.of(),
        false,
        Optional.empty());
  }

  /**
   * Makes the changes.
   *
   * @param about whom to tell of what was done: the namespace, or the binding itself
   * @param failures how many times in a row something did not go through before
   */
  EnforcementResult carryOut(Binding binding, Decision decision, HasMetadata about, int failures) {
    if (decision.changes().isEmpty()) {
      return without(binding, decision.findings(), decision.planned());
    }
    List<Outcome> outcomes = applier.apply(GroupBindingsModule.ID, decision.changes());
    List<Change> done =
        outcomes.getLast() instanceof Outcome.Applied
            ? decision.changes()
            : decision.changes().subList(0, outcomes.size() - 1);
    done.forEach(change -> events.replaced(about, change));
    List<Change> written =
        outcomes.getLast() instanceof Outcome.Retryable
            ? decision.changes().subList(0, outcomes.size())
            : done;
    if (!done.isEmpty()) {
      lost.swapped(binding);
    }
    return after(binding, decision, written, outcomes.getLast(), failures);
  }

  /** Waits, because what the decision depends on could not be read. */
  EnforcementResult held(Binding binding, Decision decision, String error, int failures) {
    List<Finding> findings =
        Stream.concat(
                Stream.of(
                    Finding.violation(
                        Reasons.APPLY_FAILED,
                        "the other cluster administrators could not be read; retrying: " + error)),
                decision.findings().stream())
            .toList();
    return new EnforcementResult(
        without(binding, findings, decision.changes().size()).result(),
        List.of(),
        true,
        Optional.of(backoff.soon(failures)));
  }

  private EnforcementResult after(
      Binding binding, Decision decision, List<Change> written, Outcome last, int failures) {
    List<Finding> findings =
        Stream.concat(failure(last).stream(), decision.findings().stream()).toList();
    Optional<Duration> again =
        switch (last) {
          case Outcome.Applied _ -> Optional.empty();
          case Outcome.Conflict _ -> Optional.of(backoff.soon(failures));
          case Outcome.Retryable(Duration wait, _) -> Optional.of(backoff.after(failures, wait));
          case Outcome.Forbidden _, Outcome.Rejected _ ->
              Optional.of(backoff.afterRefusal(failures));
        };
    return new EnforcementResult(
        without(binding, findings, 0).result(), written, again.isPresent(), again);
  }

  /** What was found stays true whatever became of the changes; this is told before it. */
  private static Optional<Finding> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.Conflict _ -> Optional.empty();
      case Outcome.Retryable(_, String message) ->
          Optional.of(
              Finding.violation(
                  Reasons.APPLY_FAILED, "the replacement failed and is retried: " + message));
      case Outcome.Forbidden(String message) ->
          Optional.of(
              Finding.violation(
                  Reasons.FORBIDDEN,
                  "the API server rejected the replacement; see the Helm values groupBindings.bind:"
                      + " "
                      + message));
      case Outcome.Rejected(String message) ->
          Optional.of(
              Finding.violation(
                  Reasons.REFUSED,
                  "the API server or an admission policy rejected the replacement: " + message));
    };
  }
}
