package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Replace;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Excerpt;
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
 * The cluster-wide part of the control: the Cilium policy, which replaces one policy per namespace,
 * and the findings on the engine.
 */
public final class InstanceMetadataClusterControl implements Control<ClusterScopeSnapshot> {

  /** UTF-8 bytes of what Cilium writes. */
  private static final int LONGEST_REJECTION = 160;

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
    Verdict verdict =
        ProbeEvidence.of(baseline, snapshot.cluster()).decide(verdict(snapshot, baseline));
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
    AllowedKeys.finding(spec, engine, cluster).ifPresent(findings::add);
    if (engine.form() == Kind.CILIUM_DENY) {
      apply(snapshot, baseline, engine, findings, changes);
    } else {
      remove(snapshot, engine, findings, changes);
    }
    Engine.contradiction(spec.engine(), cluster)
        .or(() -> AzureEngine.contradiction(spec.engine(), cluster))
        .ifPresent(text -> findings.add(Finding.note(Reasons.ENGINE_CONTRADICTED, text)));
    findings.addAll(options(engine, cluster));
    return new Verdict(
        findings.stream().sorted(Finding.MOST_SEVERE_FIRST).toList(),
        changes,
        cleanup(cluster, baseline.uid()));
  }

  /** What could be applied in place of one policy per namespace, and is not applied yet. */
  private static List<Finding> options(Engine engine, ClusterSnapshot cluster) {
    List<Finding> options = new ArrayList<>();
    if (cluster.clusterNetworkPolicyServed()) {
      options.add(
          Finding.note(
              Reasons.CLUSTER_NETWORK_POLICY,
              "The cluster serves ClusterNetworkPolicy, which this version reads and does not"
                  + " apply: no action is needed"));
    }
    if (engine.form() == Kind.CALICO && cluster.otherKinds().definesCalicoTiers()) {
      options.add(
          Finding.note(
              Reasons.CALICO_TIERS,
              "Calico serves tiers, in which one policy could deny the address in the whole"
                  + " cluster; this version does not apply it: no action is needed"));
    }
    return options;
  }

  private static void apply(
      ClusterScopeSnapshot snapshot,
      Baseline baseline,
      Engine engine,
      List<Finding> findings,
      List<Change> changes) {
    GenericKubernetesResource wanted =
        CiliumDeny.wanted(
            baseline.uid(),
            baseline.spec(),
            AllowedKeys.effective(baseline.spec().instanceMetadata(), engine, snapshot.cluster()),
            snapshot.untouchedNamespaces());
    findings.addAll(CiliumSettings.of(snapshot.cluster()).findings(CiliumDeny.of(wanted).keys()));
    GenericKubernetesResource actual = snapshot.cluster().ciliumPolicy();
    if (actual == null) {
      changes.add(new Create(wanted, "blocks the instance metadata service"));
      findings.add(notInPlace("creates"));
      return;
    }
    if (Ownership.isOurs(actual) || Ownership.mayAdopt(actual)) {
      repair(actual, wanted, findings, changes);
    } else {
      findings.add(foreign(CiliumDeny.same(actual, wanted)));
    }
  }

  private static void repair(
      GenericKubernetesResource actual,
      GenericKubernetesResource wanted,
      List<Finding> findings,
      List<Change> changes) {
    boolean same = CiliumDeny.same(actual, wanted);
    if (!same) {
      changes.add(new Replace(wanted, actual, because(false)));
      findings.add(notInPlace("repairs"));
    } else if (!Ownership.hasMarksOf(wanted, actual)) {
      changes.add(new Update(wanted, Seen.of(actual), because(true)));
    }
    CiliumPolicyForm.rejection(actual)
        .map(InstanceMetadataClusterControl::rejected)
        .ifPresent(findings::add);
    // It has only one name, so nothing can replace it before it is deleted.
    BlockedDeletion.finding(actual, Severity.VIOLATION).ifPresent(findings::add);
  }

  private static String because(boolean same) {
    return same
        ? "its ownership markers are missing or were changed"
        : "differs from the desired state";
  }

  /** It is deleted only if every namespace has its own policy and the engine is known. */
  private static void remove(
      ClusterScopeSnapshot snapshot, Engine engine, List<Finding> findings, List<Change> changes) {
    GenericKubernetesResource actual = snapshot.cluster().ciliumPolicy();
    if (actual == null || !Ownership.isOurs(actual)) {
      return;
    }
    if (actual.isMarkedForDeletion()) {
      BlockedDeletion.finding(actual, Severity.NOTE).ifPresent(findings::add);
      return;
    }
    if (engine.kind() == Kind.CILIUM_LEGACY) {
      // It blocks all egress of the pods that it selects, an outage that no other policy ends.
      changes.add(
          new Delete(actual, Seen.of(actual), "it would block all egress: " + engine.doubt()));
      return;
    }
    boolean replaced = engine.manifest() != null && engine.kind() != Kind.UNKNOWN;
    if (replaced && snapshot.namespacesUncovered() == 0) {
      changes.add(new Delete(actual, Seen.of(actual), "every namespace now has its own policy"));
    } else {
      findings.add(kept(replaced, snapshot.namespacesUncovered()));
    }
  }

  private static Finding kept(boolean replaced, int uncovered) {
    return Finding.note(
        Reasons.CILIUM_POLICY_KEPT,
        replaced
            ? "CiliumClusterwideNetworkPolicy %s stays until every namespace has its own policy: %s remaining"
                .formatted(PolicyNames.FIRST, Phrases.count(uncovered, "namespace"))
            : "CiliumClusterwideNetworkPolicy %s stays as long as no other object can replace it: see the findings on the engine"
                .formatted(PolicyNames.FIRST));
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

  private static Finding rejected(String message) {
    return Finding.violation(
        Reasons.REJECTED_BY_CILIUM,
        "Cilium does not accept CiliumClusterwideNetworkPolicy %s, so it blocks nothing once agents restart: delete it, and Enforce creates it again: %s"
            .formatted(PolicyNames.FIRST, Excerpt.of(message, LONGEST_REJECTION)));
  }

  private static Finding foreign(boolean same) {
    return new Finding(
        Reasons.FOREIGN_OBJECT,
        same ? Finding.Severity.NOTE : Finding.Severity.VIOLATION,
        "CiliumClusterwideNetworkPolicy %s was not created by the operator and is not changed: rename it, or annotate it with securitybaseline.io/adopt: \"true\" to hand it over"
            .formatted(PolicyNames.FIRST));
  }
}
