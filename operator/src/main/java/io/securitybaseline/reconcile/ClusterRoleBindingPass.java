package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Disposition;
import io.securitybaseline.control.groupbindings.Administrators;
import io.securitybaseline.observe.Binding;
import io.securitybaseline.observe.BindingSnapshot;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One look at one ClusterRoleBinding. */
final class ClusterRoleBindingPass {

  private final LiveClusterRoleBindings live;
  private final BindingJudge judge;
  private final BindingEnforcement enforcement;
  private final BindingLedger ledger;
  private final BindingEvents events;

  /** Held from the look at the other administrators until the swap is written. */
  private final ReentrantLock administrators = new ReentrantLock();

  ClusterRoleBindingPass(
      LiveClusterRoleBindings live,
      BindingJudge judge,
      BindingEnforcement enforcement,
      BindingLedger ledger,
      BindingEvents events) {
    this.live = live;
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
            : carried(object, List.of(), situation, failures);
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

  /** One at a time, and each with what the one before it did. */
  private BindingEnforcement.Carried ofAdministrators(
      ClusterRoleBinding object, Situation situation, int failures) {
    administrators.lock();
    try {
      List<Binding> others = live.administratorsBut(object.getMetadata().getName());
      BindingEnforcement.Carried carried = carried(object, others, situation, failures);
      for (Change change : carried.done()) {
        live.swapped(Binding.of(object), change);
      }
      return carried;
    } finally {
      administrators.unlock();
    }
  }

  private BindingEnforcement.Carried carried(
      ClusterRoleBinding object, List<Binding> others, Situation situation, int failures) {
    Binding binding = Binding.of(object);
    Decision decision =
        judge.judge(
            new BindingSnapshot(binding, situation.access(), others),
            BindingJudge.clusterWide(situation),
            situation);
    return enforcement.carryOut(binding, decision, object, failures);
  }

  void forget(ClusterRoleBinding binding) {
    ledger.forget(binding.getMetadata().getName(), binding.getMetadata().getUid());
    live.forget(binding);
  }
}
