package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.controls.instancemetadata.engine.Effect;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The required objects of a namespace, whether they exist, and the changes that create them.
 *
 * @param inPlace whether every pod that may ever start there is kept from the address, allowed ones
 *     apart
 * @param shortfall present if the required objects do not cover every pod that may ever start
 * @param known whether the work budget sufficed to find out; if not, nothing is changed and what is
 *     in place stays
 * @param blocked the names of the operator that another client has, and whether the work of the
 *     object that belongs under it is done anyway
 */
record Remediation(
    List<Change> changes,
    boolean inPlace,
    DesiredTerms.@Nullable Shortfall shortfall,
    boolean known,
    Map<String, Boolean> blocked) {

  static final Remediation UNKNOWN = new Remediation(List.of(), true, null, false, Map.of());

  /** The same where something else keeps every pod from the address. */
  Remediation asInPlace() {
    return new Remediation(changes, true, shortfall, known, blocked);
  }

  static Remediation of(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Engine engine,
      Baseline baseline,
      WorkBudget budget) {
    AllowedPods allowed =
        AllowedKeys.effective(baseline.spec().instanceMetadata(), engine, namespace.cluster());
    if (engine.form() == Kind.CILIUM_DENY) {
      return byCilium(namespace, policies, engine, allowed);
    }
    if (!policies.earlier().isEmpty()) {
      // What they isolate is unknown, and with it which pods a policy of the operator would widen.
      return new Remediation(List.of(), true, null, true, Map.of());
    }
    DesiredTerms desired = DesiredTerms.of(namespace, policies, engine, allowed, budget);
    Manifest manifest = engine.manifest();
    if (manifest == null) {
      return asItIs(policies, engine, desired, budget);
    }
    OwnPolicyPlan plan =
        new OwnPolicyPlan(
            namespace.name(), policies, manifest, Ownership.labels(baseline.uid()), engine.model());
    return byPolicies(policies, engine, desired, plan.plan(desired), budget);
  }

  private static Remediation byPolicies(
      NamespacePolicies policies,
      Engine engine,
      DesiredTerms desired,
      OwnPolicyPlan.Plan plan,
      WorkBudget budget) {
    List<SelectorTerm> unserved =
        unserved(plan.unserved(), policies.foreignEgress(), engine.model(), budget);
    Map<String, Boolean> blocked = new TreeMap<>();
    plan.blocked().forEach((name, term) -> blocked.put(name, !unserved.contains(term)));
    return new Remediation(plan.changes(), unserved.isEmpty(), desired.shortfall(), true, blocked);
  }

  /**
   * One object for the whole cluster; once it covers the namespace, those in it can go, unless the
   * engine is in doubt.
   */
  private static Remediation byCilium(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Engine engine,
      @Nullable AllowedPods allowed) {
    CiliumDeny deny = CiliumDeny.in(namespace.cluster());
    boolean covered = deny.covers(namespace, allowed);
    List<Change> changes =
        covered && deny.ours() && deny.harmless() && engine.kind() != Kind.UNKNOWN
            ? OwnPolicyPlan.removal(policies, "Cilium's policy replaces it")
            : List.of();
    return new Remediation(changes, covered, null, true, Map.of());
  }

  /** Nothing may be applied here, and what is there stays. */
  private static Remediation asItIs(
      NamespacePolicies policies, Engine engine, DesiredTerms desired, WorkBudget budget) {
    boolean served =
        unserved(desired.terms(), policies.stayingEgress(), engine.model(), budget).isEmpty();
    return new Remediation(List.of(), served, desired.shortfall(), true, Map.of());
  }

  /**
   * The terms of which no policy isolates all the pods without allowing the address. Reads no
   * selector if there are no terms.
   */
  private static List<SelectorTerm> unserved(
      Collection<SelectorTerm> terms,
      List<PolicySnapshot> policies,
      EngineModel engine,
      WorkBudget budget) {
    if (terms.isEmpty()) {
      return List.of();
    }
    List<SelectorTerm> serving =
        policies.stream()
            .filter(policy -> engine.effect(policy) == Effect.AS_WRITTEN)
            .filter(policy -> !engine.reading(policy).has(Reach.MAY_REACH_SERVICE))
            .flatMap(policy -> DesiredTerms.term(policy, budget).stream())
            .toList();
    return terms.stream()
        .filter(term -> {
          budget.spend(serving.size() * term.steps());
          return serving.stream().noneMatch(term::isWithin);
        })
        .toList();
  }
}
