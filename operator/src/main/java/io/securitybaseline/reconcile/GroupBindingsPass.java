package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.Mode;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.BindingTally;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.GroupBindingsReport;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import java.util.List;
import java.util.Optional;

/**
 * Rolls up what the ledgers have of all bindings. There is nothing to withdraw: giving people
 * rights of their own again is for a person to decide, by the command {@code rollback}.
 */
final class GroupBindingsPass implements ControlPass {

  private static final ControlId CONTROL = ControlId.GROUP_BINDINGS;

  private final LiveNamespaces namespaces;
  private final BindingLedger ofNamespaces;
  private final LiveClusterRoleBindings clusterRoleBindings;
  private final BindingLedger ofClusterRoleBindings;
  private final Metrics metrics;

  GroupBindingsPass(
      LiveNamespaces namespaces,
      BindingLedger ofNamespaces,
      LiveClusterRoleBindings clusterRoleBindings,
      BindingLedger ofClusterRoleBindings,
      Metrics metrics) {
    this.namespaces = namespaces;
    this.ofNamespaces = ofNamespaces;
    this.clusterRoleBindings = clusterRoleBindings;
    this.ofClusterRoleBindings = ofClusterRoleBindings;
    this.metrics = metrics;
  }

  @Override
  public Done over(CurrentSituation.Edition edition) {
    Situation situation = edition.situation();
    Count count = new Count(situation.generation());
    for (Namespace namespace : namespaces.list().toList()) {
      count.add(ofNamespaces, namespace);
    }
    for (ClusterRoleBinding binding : clusterRoleBindings.list().toList()) {
      count.add(ofClusterRoleBindings, binding);
    }
    BindingTally tally = count.collector.result();
    metrics.bindings(tally);
    return new Done(report(situation, tally, count.progress()), Optional.empty());
  }

  @Override
  public boolean withdraw(CurrentSituation.Edition edition) {
    return true;
  }

  @Override
  public void forget() {
    ofNamespaces.clear();
    ofClusterRoleBindings.clear();
  }

  private static ControlReport report(Situation situation, BindingTally tally, Progress progress) {
    Mode mode = situation.baseline().mode(CONTROL);
    return mode == Mode.OFF
        ? new OffReport(progress)
        : new GroupBindingsReport(mode, tally, List.of(), 0, progress);
  }

  /** What was found, and how much of it was found by the present spec. */
  private static final class Count {

    private final BindingTally.Collector collector = new BindingTally.Collector();
    private final long generation;
    private int evaluated;
    private int total;

    private Count(long generation) {
      this.generation = generation;
    }

    private void add(BindingLedger ledger, HasMetadata judged) {
      total++;
      ledger
          .find(judged.getMetadata().getName(), judged.getMetadata().getUid())
          .filter(entry -> entry.generation() == generation)
          .ifPresent(entry -> {
            evaluated++;
            collector.add(entry.tally());
          });
    }

    private Progress progress() {
      return new Progress("namespaces and ClusterRoleBindings", evaluated, total);
    }
  }
}
