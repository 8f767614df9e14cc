package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.controls.groupbindings.ReplacedSubjects;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One look at the RoleBindings of one namespace. */
final class NamespaceBindingsPass {

  private final NamespaceLister live;
  private final BindingEvaluator evaluator;
  private final BindingEnforcement enforcement;
  private final BindingLedger ledger;
  private final BindingEvents events;
  private final Pacer pacer = new Pacer();
  private final Clock steady;

  NamespaceBindingsPass(
      NamespaceLister live,
      BindingEvaluator evaluator,
      BindingEnforcement enforcement,
      BindingLedger ledger,
      BindingEvents events,
      Clock steady) {
    this.live = live;
    this.evaluator = evaluator;
    this.enforcement = enforcement;
    this.ledger = ledger;
    this.events = events;
    this.steady = steady;
  }

  NamespacePass.PassResult over(Namespace namespace, CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    Applicability applicability =
        BindingEvaluator.applicability(situation, NamespaceLister.namespaced(namespace));
    if (applicability instanceof Applicability.NotConcerned) {
      pacer.forget(namespace.getMetadata().getUid());
      return new NamespacePass.PassResult(
          record(namespace, situation, BindingTally.NONE, 0), Optional.empty());
    }
    List<Evaluated> evaluated = evaluated(namespace, applicability, situation);
    Duration wait = turn(namespace.getMetadata().getUid(), evaluated, situation);
    int failures = before(namespace).map(BindingLedger.Entry::failures).orElse(0);
    List<BindingEnforcement.EnforcementResult> carried =
        evaluated.stream()
            .map(each ->
                wait.isPositive()
                    ? each.waiting()
                    : enforcement.carryOut(each.binding(), each.decision(), namespace, failures))
            .toList();
    boolean failed = carried.stream().anyMatch(BindingEnforcement.EnforcementResult::failed);
    boolean changed = record(namespace, situation, tally(carried), failed ? failures + 1 : 0);
    return new NamespacePass.PassResult(changed, again(carried, wait));
  }

  private Optional<BindingLedger.Entry> before(Namespace namespace) {
    return ledger.find(namespace.getMetadata().getName(), namespace.getMetadata().getUid());
  }

  private boolean record(
      Namespace namespace, Situation situation, BindingTally tally, int failures) {
    Optional<BindingLedger.Entry> before = before(namespace);
    boolean changed =
        ledger.record(
            namespace.getMetadata().getName(),
            new BindingLedger.Entry(
                namespace.getMetadata().getUid(), situation.generation(), tally, failures));
    if (changed && (before.isPresent() || situation.newcomer())) {
      events.tell(
          namespace, before.map(BindingLedger.Entry::tally).orElse(BindingTally.NONE), tally);
    }
    return changed;
  }

  void forget(Namespace namespace) {
    pacer.forget(namespace.getMetadata().getUid());
    ledger.forget(namespace.getMetadata().getName(), namespace.getMetadata().getUid());
  }

  private List<Evaluated> evaluated(
      Namespace namespace, Applicability applicability, Situation situation) {
    return live.roleBindings(namespace.getMetadata().getName()).stream()
        .filter(binding -> !binding.isMarkedForDeletion())
        .map(Binding::of)
        .map(binding ->
            new Evaluated(
                binding, evaluator.evaluate(binding, List.of(), applicability, situation)))
        .toList();
  }

  /** Only the first swap of a namespace is paced. */
  private Duration turn(String uid, List<Evaluated> evaluated, Situation situation) {
    boolean first =
        evaluated.stream().anyMatch(each -> !each.decision().changes().isEmpty())
            && evaluated.stream().noneMatch(each -> ReplacedSubjects.isOn(each.binding()));
    if (!first) {
      pacer.forget(uid);
      return Duration.ZERO;
    }
    int pace = situation.baseline().spec().rollout().namespacesPerMinute();
    return pacer.turn(uid, pace, steady.instant());
  }

  private static BindingTally tally(List<BindingEnforcement.EnforcementResult> carried) {
    BindingTally.Collector collector = new BindingTally.Collector();
    carried.forEach(each -> collector.add(each.result()));
    return collector.result();
  }

  private static Optional<Duration> again(
      List<BindingEnforcement.EnforcementResult> carried, Duration wait) {
    return wait.isPositive()
        ? Optional.of(wait)
        : carried.stream().flatMap(each -> each.again().stream()).min(Duration::compareTo);
  }

  private record Evaluated(Binding binding, Decision decision) {

    BindingEnforcement.EnforcementResult waiting() {
      List<Finding> findings = new ArrayList<>(decision.findings());
      if (!decision.changes().isEmpty()) {
        findings.addFirst(
            Finding.autoFixable(
                Reasons.PENDING,
                "waiting for the rollout rate limit (spec.rollout.namespacesPerMinute)"));
      }
      return BindingEnforcement.without(
          binding, findings, decision.planned() + decision.changes().size());
    }
  }
}
