package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One look at one ClusterRoleBinding. */
final class ClusterRoleBindingPass {

  private final ClusterRoleBindingLister live;
  private final AccessReviews reviews;
  private final BindingEvaluator evaluator;
  private final BindingEnforcement enforcement;
  private final BindingLedger ledger;
  private final BindingEvents events;

  /** Held from the look at the other administrators until the swap is written. */
  private final ReentrantLock administrators = new ReentrantLock();

  ClusterRoleBindingPass(
      ClusterRoleBindingLister live,
      AccessReviews reviews,
      BindingEvaluator evaluator,
      BindingEnforcement enforcement,
      BindingLedger ledger,
      BindingEvents events) {
    this.live = live;
    this.reviews = reviews;
    this.evaluator = evaluator;
    this.enforcement = enforcement;
    this.ledger = ledger;
    this.events = events;
  }

  NamespacePass.PassResult over(ClusterRoleBinding object, CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    Binding binding = Binding.of(object);
    Optional<BindingLedger.Entry> before = ledger.find(binding.name(), binding.uid());
    int failures = before.map(BindingLedger.Entry::failures).orElse(0);
    BindingEnforcement.EnforcementResult carried =
        Administrators.concerns(binding)
            ? ofAdministrators(object, situation, failures)
            : carried(object, situation, failures);
    BindingTally.Collector collector = new BindingTally.Collector();
    if (!(BindingEvaluator.clusterWide(situation) instanceof Applicability.NotConcerned)) {
      collector.add(carried.result());
    }
    BindingTally tally = collector.result();
    boolean changed =
        ledger.record(
            binding.name(),
            new BindingLedger.Entry(
                binding.uid(), situation.generation(), tally, carried.failed() ? failures + 1 : 0));
    if (changed && (before.isPresent() || situation.newcomer())) {
      events.tell(object, before.map(BindingLedger.Entry::tally).orElse(BindingTally.NONE), tally);
    }
    return new NamespacePass.PassResult(changed, carried.again());
  }

  /** One at a time, and each with what the one before it did, or may have done. */
  private BindingEnforcement.EnforcementResult ofAdministrators(
      ClusterRoleBinding object, Situation situation, int failures) {
    administrators.lock();
    try {
      BindingEnforcement.EnforcementResult carried = confirmed(object, situation, failures);
      for (Change change : carried.written()) {
        live.swapped(Binding.of(object), change);
      }
      return carried;
    } finally {
      administrators.unlock();
    }
  }

  /** A swap that the cache allows is decided again by what the API server says at this moment. */
  private BindingEnforcement.EnforcementResult confirmed(
      ClusterRoleBinding object, Situation situation, int failures) {
    Binding binding = Binding.of(object);
    List<Binding> others = live.administratorsBut(binding.name());
    Decision byCache = decision(binding, others, situation);
    if (byCache.changes().isEmpty()) {
      return enforcement.carryOut(binding, byCache, object, failures);
    }
    List<ClusterRoleBinding> now;
    try {
      now = reviews.clusterRoleBindings();
    } catch (RuntimeException e) {
      return enforcement.held(binding, byCache, String.valueOf(e.getMessage()), failures);
    }
    Decision decision =
        decision(binding, ClusterRoleBindingLister.confirmed(others, now), situation);
    return enforcement.carryOut(binding, decision, object, failures);
  }

  private BindingEnforcement.EnforcementResult carried(
      ClusterRoleBinding object, Situation situation, int failures) {
    Binding binding = Binding.of(object);
    return enforcement.carryOut(binding, decision(binding, List.of(), situation), object, failures);
  }

  private Decision decision(Binding binding, List<Binding> others, Situation situation) {
    return evaluator.evaluate(binding, others, BindingEvaluator.clusterWide(situation), situation);
  }

  void forget(ClusterRoleBinding binding) {
    ledger.forget(binding.getMetadata().getName(), binding.getMetadata().getUid());
    live.forget(binding);
  }
}
