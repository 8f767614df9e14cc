package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.groupbindings.Administrators;
import io.securitybaseline.observe.Binding;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One look at one ClusterRoleBinding. */
final class ClusterRoleBindingPass {

  private final LiveClusterRoleBindings live;
  private final AccessReviews reviews;
  private final BindingJudge judge;
  private final BindingEnforcement enforcement;
  private final BindingLedger ledger;
  private final BindingEvents events;

  /** Held from the look at the other administrators until the swap is written. */
  private final ReentrantLock administrators = new ReentrantLock();

  ClusterRoleBindingPass(
      LiveClusterRoleBindings live,
      AccessReviews reviews,
      BindingJudge judge,
      BindingEnforcement enforcement,
      BindingLedger ledger,
      BindingEvents events) {
    this.live = live;
    this.reviews = reviews;
    this.judge = judge;
    this.enforcement = enforcement;
    this.ledger = ledger;
    this.events = events;
  }

  NamespacePass.Done over(ClusterRoleBinding object, CurrentSituation.Edition edition) {
    Situation situation = edition.situation();
    Binding binding = Binding.of(object);
    Optional<BindingLedger.Entry> before = ledger.find(binding.name(), binding.uid());
    int failures = before.map(BindingLedger.Entry::failures).orElse(0);
    BindingEnforcement.Carried carried =
        Administrators.concerns(binding)
            ? ofAdministrators(object, situation, failures)
            : carried(object, situation, failures);
    BindingTally.Collector collector = new BindingTally.Collector();
    if (!(BindingJudge.clusterWide(situation) instanceof Disposition.NotConcerned)) {
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
    return new NamespacePass.Done(changed, carried.again());
  }

  /** One at a time, and each with what the one before it did, or may have done. */
  private BindingEnforcement.Carried ofAdministrators(
      ClusterRoleBinding object, Situation situation, int failures) {
    administrators.lock();
    try {
      BindingEnforcement.Carried carried = confirmed(object, situation, failures);
      for (Change change : carried.written()) {
        live.swapped(Binding.of(object), change);
      }
      return carried;
    } finally {
      administrators.unlock();
    }
  }

  /** A swap that the cache allows is decided again by what the API server says at this moment. */
  private BindingEnforcement.Carried confirmed(
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
        decision(binding, LiveClusterRoleBindings.confirmed(others, now), situation);
    return enforcement.carryOut(binding, decision, object, failures);
  }

  private BindingEnforcement.Carried carried(
      ClusterRoleBinding object, Situation situation, int failures) {
    Binding binding = Binding.of(object);
    return enforcement.carryOut(binding, decision(binding, List.of(), situation), object, failures);
  }

  private Decision decision(Binding binding, List<Binding> others, Situation situation) {
    return judge.judge(binding, others, BindingJudge.clusterWide(situation), situation);
  }

  void forget(ClusterRoleBinding binding) {
    ledger.forget(binding.getMetadata().getName(), binding.getMetadata().getUid());
    live.forget(binding);
  }
}
