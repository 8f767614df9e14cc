package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the control that is one for the whole cluster: Cilium's policy, which takes the place
 * of one in every namespace, and what is to be said of the engine.
 */
public final class InstanceMetadataClusterControl implements Control<ClusterScopeSnapshot> {

  /**
   * Whether the verdict depends on the namespaces there are: only where there is, or should be, a
   * policy for the whole cluster.
   */
  public static boolean asksForNamespaces(ClusterSnapshot cluster, Baseline baseline) {
    return cluster.ciliumPolicy() != null
        || EngineResolver.resolve(baseline.spec().instanceMetadata(), cluster).form()
            == Kind.CILIUM_DENY;
  }

  @Override
  public Verdict evaluate(ClusterScopeSnapshot snapshot, Baseline baseline) {
    Verdict verdict = verdict(snapshot, baseline);
    return snapshot.rolloutMatchesNothing()
        ? verdict.held(snapshot.cluster().ciliumPolicy() != null)
        : verdict;
  }

  private static Verdict verdict(ClusterScopeSnapshot snapshot, Baseline baseline) {
    ClusterSnapshot cluster = snapshot.cluster();
    InstanceMetadataSpec spec = baseline.spec().instanceMetadata();
    Engine engine = EngineResolver.resolve(spec, cluster);
    List<Finding> findings = new ArrayList<>(EngineFindings.ofCluster(engine, snapshot));
    List<Change> changes = new ArrayList<>();
    if (engine.form() == Kind.CILIUM_DENY) {
      apply(snapshot, baseline, findings, changes);
    } else {
      remove(snapshot, engine, findings, changes);
    }
    Engine.contradiction(spec.engine(), cluster)
        .or(() -> AzureEngine.contradiction(spec.engine(), cluster))
        .ifPresent(text -> findings.add(Finding.info(Reasons.ENGINE_CONTRADICTED, text)));
    if (cluster.clusterNetworkPolicyServed()) {
      findings.add(
          Finding.info(
              Reasons.CLUSTER_NETWORK_POLICY,
              "The cluster serves ClusterNetworkPolicy, which this version does not use: no action"
                  + " is needed"));
    }
    return new Verdict(
        findings.stream().sorted(Finding.GRAVEST_FIRST).toList(),
        changes,
        cleanup(cluster, baseline.uid()));
  }

  private static void apply(
      ClusterScopeSnapshot snapshot,
      Baseline baseline,
      List<Finding> findings,
      List<Change> changes) {
    GenericKubernetesResource wanted =
        CiliumDeny.wanted(baseline.uid(), baseline.spec(), snapshot.untouchedNamespaces());
    GenericKubernetesResource actual = snapshot.cluster().ciliumPolicy();
    if (actual == null) {
      changes.add(new Create(wanted, "blocks the instance metadata service"));
      findings.add(notInPlace("creates"));
      return;
    }
    boolean same = CiliumDeny.same(actual, wanted);
    if (!Ownership.isOurs(actual) && !Ownership.mayAdopt(actual)) {
      findings.add(foreign(same));
      return;
    }
    if (!same || !Ownership.hasMarksOf(wanted, actual)) {
      changes.add(new Update(wanted, Seen.of(actual), because(same)));
    }
    if (!same) {
      findings.add(notInPlace("repairs"));
    }
    // It has one name only, so that nothing can replace it before it is gone.
    BlockedDeletion.finding(actual, Severity.VIOLATION).ifPresent(findings::add);
  }

  private static String because(boolean same) {
    return same
        ? "its ownership markers are missing or were changed"
        : "differs from the desired state";
  }

  /** Goes only where every namespace has a policy of its own, and an engine that is known. */
  private static void remove(
      ClusterScopeSnapshot snapshot, Engine engine, List<Finding> findings, List<Change> changes) {
    GenericKubernetesResource actual = snapshot.cluster().ciliumPolicy();
    if (actual == null || !Ownership.isOurs(actual)) {
      return;
    }
    if (actual.isMarkedForDeletion()) {
      BlockedDeletion.finding(actual, Severity.INFO).ifPresent(findings::add);
      return;
    }
    boolean replaced = engine.manifest() != null && engine.kind() != Kind.UNKNOWN;
    if (replaced && snapshot.namespacesUncovered() == 0) {
      changes.add(new Delete(actual, Seen.of(actual), "every namespace now has its own policy"));
    } else {
      findings.add(
          Finding.info(
              Reasons.CILIUM_POLICY_KEPT,
              replaced
                  ? "CiliumClusterwideNetworkPolicy %s stays until every namespace has its own policy: %s remaining"
                      .formatted(
                          PolicyNames.FIRST,
                          Phrases.count(snapshot.namespacesUncovered(), "namespace"))
                  : "CiliumClusterwideNetworkPolicy %s stays as long as no other object can replace it: see the findings on the engine"
                      .formatted(PolicyNames.FIRST)));
    }
  }

  private static List<Change> cleanup(ClusterSnapshot cluster, String uid) {
    GenericKubernetesResource actual = cluster.ciliumPolicy();
    return actual != null && Ownership.isOwnedBy(actual, uid) && !actual.isMarkedForDeletion()
        ? List.of(new Delete(actual, Seen.of(actual), "is cleaned up"))
        : List.of();
  }

  private static Finding notInPlace(String verb) {
    return Finding.autoFixable(
        Reasons.NOT_RESTRICTED,
        "CiliumClusterwideNetworkPolicy %s is not in place: Enforce %s it"
            .formatted(PolicyNames.FIRST, verb));
  }

  private static Finding foreign(boolean same) {
    return new Finding(
        Reasons.FOREIGN_OBJECT,
        same ? Finding.Severity.INFO : Finding.Severity.VIOLATION,
        "CiliumClusterwideNetworkPolicy %s was not created by the operator and is not changed: rename it, or annotate it with securitybaseline.io/adopt: \"true\" to hand it over"
            .formatted(PolicyNames.FIRST));
  }
}
