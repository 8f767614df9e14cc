package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The required objects of a namespace, whether they exist, and the changes that create them.
 *
 * @param inPlace whether every pod that may ever start there is kept from the address, allowed ones
 *     apart
 * @param tooMany whether too many policies would be needed, so that none is added
 * @param known whether the work budget sufficed to find out; if not, nothing is changed and what is
 *     in place stays
 * @param blocked the names of the operator that another client has, and whether the work of the
 *     object that belongs under it is done anyway
 */
record Remediation(
    List<Change> changes,
    boolean inPlace,
    boolean tooMany,
    boolean known,
    Map<String, Boolean> blocked) {

  static final Remediation UNKNOWN = new Remediation(List.of(), true, false, false, Map.of());

  static Remediation of(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Engine engine,
      Baseline baseline,
      WorkBudget budget) {
    AllowedPods allowed = baseline.spec().instanceMetadata().allowedPods();
    if (engine.form() == Kind.CILIUM_DENY) {
      return byCilium(namespace, policies, engine, allowed);
    }
    Optional<List<SelectorTerm>> wanted =
        DesiredTerms.terms(policies, engine.yardstick(), allowed, budget);
    if (wanted.isEmpty()) {
      return new Remediation(List.of(), true, true, true, Map.of());
    }
    Manifest manifest = engine.manifest();
    return manifest == null
        ? asItIs(policies, wanted.get(), budget)
        : byPolicies(
            policies,
            new OwnPolicyPlan(
                    namespace.name(), policies, manifest, Ownership.labels(baseline.uid()))
                .plan(wanted.get()),
            budget);
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
    CiliumDeny deny = CiliumDeny.of(namespace.cluster().ciliumPolicy());
    boolean covered = deny.covers(namespace, allowed);
    List<Change> changes =
        covered && deny.ours() && deny.harmless() && engine.kind() != Kind.UNKNOWN
            ? OwnPolicyPlan.removal(policies, "Cilium's policy replaces it")
            : List.of();
    return new Remediation(changes, covered, false, true, Map.of());
  }

  /** Nothing may be applied here, and what is there stays. */
  private static Remediation asItIs(
      NamespacePolicies policies, List<SelectorTerm> wanted, WorkBudget budget) {
    boolean served = unserved(wanted, policies.stayingEgress(), budget).isEmpty();
    return new Remediation(List.of(), served, false, true, Map.of());
  }

  private static Remediation byPolicies(
      NamespacePolicies policies, OwnPolicyPlan.Plan plan, WorkBudget budget) {
    List<SelectorTerm> unserved = unserved(plan.unserved(), policies.foreignEgress(), budget);
    Map<String, Boolean> blocked = new TreeMap<>();
    plan.blocked().forEach((name, term) -> blocked.put(name, !unserved.contains(term)));
    return new Remediation(plan.changes(), unserved.isEmpty(), false, true, blocked);
  }

  /**
   * The terms of which no policy isolates all the pods without allowing the address. Reads no
   * selector if there are no terms.
   */
  private static List<SelectorTerm> unserved(
      Collection<SelectorTerm> terms, List<PolicySnapshot> policies, WorkBudget budget) {
    if (terms.isEmpty()) {
      return List.of();
    }
    List<SelectorTerm> serving =
        policies.stream()
            .filter(policy -> !policy.egress().has(Reach.MAY_REACH_SERVICE))
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
