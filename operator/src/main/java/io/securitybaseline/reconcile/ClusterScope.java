package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Applicability.Undetermined;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Ledger;
import java.util.SortedSet;
import java.util.TreeSet;

/** The cluster as a policy for all of its namespaces has to see it. */
final class ClusterScope {

  private static final ControlId CONTROL = InstanceMetadataModule.ID;

  private final NamespaceLister live;
  private final Ledger ledger;
  private final AgentMemory agents;

  ClusterScope(NamespaceLister live, Ledger ledger, AgentMemory agents) {
    this.live = live;
    this.ledger = ledger;
    this.agents = agents;
  }

  ClusterScopeSnapshot snapshot(CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    SortedSet<String> untouched = new TreeSet<>();
    int uncovered = 0;
    if (InstanceMetadataClusterControl.asksForNamespaces(
        situation.cluster(), situation.baseline())) {
      untouched.addAll(
          Applicability.untouchedByName(
              situation.baseline().spec(),
              InstanceMetadataModule.DESCRIPTOR.exemptible().orElseThrow(),
              situation.today()));
      for (Namespace namespace : live.list().toList()) {
        switch (situation.applicability(
            InstanceMetadataModule.DESCRIPTOR,
            Modes.of(new InstanceMetadataModule(), situation.baseline().spec()),
            NamespaceLister.namespaced(namespace))) {
          case NotConcerned _, Exempt _ -> untouched.add(namespace.getMetadata().getName());
          case Enforced _, Retained _ -> uncovered += isCovered(namespace, revision) ? 0 : 1;
          case Audited _, OutsideRollout _, Undetermined _ -> {
            // Has no object of its own to wait for.
          }
        }
      }
    }
    return new ClusterScopeSnapshot(
        situation.cluster(),
        untouched,
        uncovered,
        agents.agents(),
        situation.rolloutMatchesNothing());
  }

  private boolean isCovered(Namespace namespace, CurrentSituation.Revision revision) {
    return ledger
        .find(namespace.getMetadata().getName(), namespace.getMetadata().getUid())
        .filter(entry -> entry.inPlace(CONTROL, revision.number()))
        .flatMap(entry -> entry.result(CONTROL))
        .filter(result -> InstanceMetadataControl.isCovered(result.findings()))
        .isPresent();
  }
}
