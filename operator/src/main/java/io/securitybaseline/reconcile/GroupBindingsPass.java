package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.GroupBindingsReport;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import java.util.List;

/**
 * Sees to the admission policies and rolls up what the ledgers have of all bindings. Of those
 * nothing is withdrawn: giving people rights of their own again is for a person to decide, by the
 * command {@code rollback}.
 */
final class GroupBindingsPass implements ControlPass {

  private static final ControlId CONTROL = GroupBindingsModule.ID;

  private final List<ClusterPass<?>> prevention;
  private final NamespaceLister namespaces;
  private final ClusterRoleBindingLister clusterRoleBindings;
  private final Ledgers ledgers;
  private final Metrics metrics;

  /** What was found in the bindings of namespaces, and in ClusterRoleBindings. */
  record Ledgers(BindingLedger ofNamespaces, BindingLedger ofClusterRoleBindings) {}

  GroupBindingsPass(
      List<ClusterPass<?>> prevention,
      NamespaceLister namespaces,
      ClusterRoleBindingLister clusterRoleBindings,
      Ledgers ledgers,
      Metrics metrics) {
    this.prevention = List.copyOf(prevention);
    this.namespaces = namespaces;
    this.clusterRoleBindings = clusterRoleBindings;
    this.ledgers = ledgers;
    this.metrics = metrics;
  }

  @Override
  public ControlId control() {
    return CONTROL;
  }

  @Override
  public PassResult over(CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    ClusterPass.PassResult prevented =
        ClusterPass.over(prevention, revision)
            .after(
                SpecMistakes.of(
                    situation.baseline().spec(),
                    namespaces::namespaced,
                    situation.rolloutMatchesNothing()));
    Count count = new Count(situation.generation());
    for (Namespace namespace : namespaces.list().toList()) {
      count.add(ledgers.ofNamespaces(), namespace);
    }
    for (ClusterRoleBinding binding : clusterRoleBindings.list().toList()) {
      count.add(ledgers.ofClusterRoleBindings(), binding);
    }
    BindingTally tally = count.collector.result();
    metrics.bindings(tally);
    return new PassResult(report(situation, tally, prevented, count.progress()), prevented.again());
  }

  @Override
  public CleanupProgress cleanUp(CurrentSituation.Revision revision) {
    return ClusterPass.over(prevention, revision).cleanup();
  }

  @Override
  public void forget() {
    ledgers.ofNamespaces().clear();
    ledgers.ofClusterRoleBindings().clear();
  }

  private static ControlReport report(
      Situation situation,
      BindingTally tally,
      ClusterPass.PassResult prevented,
      Progress progress) {
    Mode mode = Modes.of(new GroupBindingsModule(), situation.baseline().spec());
    return mode == Mode.OFF
        ? new OffReport(progress)
        : new GroupBindingsReport(mode, tally, prevented.findings(), prevented.planned(), progress);
  }

  /** What was found, and how much of it was found by the present spec. */
  private static final class Count {

    private final BindingTally.Collector collector = new BindingTally.Collector();
    private final long generation;
    private int counted;
    private int total;

    private Count(long generation) {
      this.generation = generation;
    }

    private void add(BindingLedger ledger, HasMetadata evaluated) {
      total++;
      ledger
          .find(evaluated.getMetadata().getName(), evaluated.getMetadata().getUid())
          .filter(entry -> entry.generation() == generation)
          .ifPresent(entry -> {
            counted++;
            collector.add(entry.tally());
          });
    }

    private Progress progress() {
      return new Progress("namespaces and ClusterRoleBindings", counted, total);
    }
  }
}
