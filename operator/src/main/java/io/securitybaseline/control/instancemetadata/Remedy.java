package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.api.AllowedPods;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.instancemetadata.Engine.Kind;
import io.securitybaseline.control.instancemetadata.egress.EgressPolicy;
import io.securitybaseline.observe.NamespaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What belongs in a namespace, whether it is there, and what would put it there.
 *
 * @param inPlace whether every pod that may ever start there is kept from the address, allowed ones
 *     apart
 * @param tooMany whether it would take too many policies to say, so that none is added
 * @param blocked the names of ours that somebody else has, and whether the work of the object that
 *     belongs under it is done all the same
 */
record Remedy(
    List<Change> changes, boolean inPlace, boolean tooMany, Map<String, Boolean> blocked) {

  static Remedy of(
      NamespaceSnapshot namespace, NamespacePolicies policies, Engine engine, Baseline baseline) {
    AllowedPods allowed = baseline.spec().instanceMetadata().allowedPods();
    if (engine.kind() == Kind.CILIUM_DENY) {
      return byCilium(namespace, policies, allowed);
    }
    Optional<List<Term>> wanted = Wanted.terms(policies, engine.yardstick(), allowed);
    if (wanted.isEmpty()) {
      return new Remedy(List.of(), true, true, Map.of());
    }
    Manifest manifest = engine.manifest();
    return manifest == null
        ? asItIs(policies, wanted.get())
        : byPolicies(namespace, policies, manifest, wanted.get(), baseline);
  }

  /** One object for the whole cluster; once it covers the namespace, those in it can go. */
  private static Remedy byCilium(
      NamespaceSnapshot namespace, NamespacePolicies policies, @Nullable AllowedPods allowed) {
    CiliumDeny deny = CiliumDeny.of(namespace.cluster().ciliumPolicy());
    boolean covered = deny.covers(namespace, allowed);
    List<Change> changes =
        covered && deny.ours() && deny.harmless()
            ? OwnPolicies.removal(policies, "Cilium's policy does its work")
            : List.of();
    return new Remedy(changes, covered, false, Map.of());
  }

  /** Nothing may be applied here, and what is there stays. */
  private static Remedy asItIs(NamespacePolicies policies, List<Term> wanted) {
    List<EgressPolicy> all = new ArrayList<>(policies.stayingEgress());
    all.addAll(policies.foreignEgress());
    boolean served = wanted.stream().allMatch(term -> isServed(term, all));
    return new Remedy(List.of(), served, false, Map.of());
  }

  private static Remedy byPolicies(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Manifest manifest,
      List<Term> wanted,
      Baseline baseline) {
    OwnPolicies.Plan plan =
        new OwnPolicies(namespace.name(), policies, manifest, Ownership.labels(baseline.uid()))
            .plan(wanted);
    List<Term> unserved =
        plan.unserved().stream().filter(term -> !isServed(term, policies.foreignEgress())).toList();
    Map<String, Boolean> blocked = new TreeMap<>();
    plan.blocked().forEach((name, term) -> blocked.put(name, !unserved.contains(term)));
    return new Remedy(plan.changes(), unserved.isEmpty(), false, blocked);
  }

  /**
   * Whether one of the policies isolates all the pods of the term and does not allow the address.
   */
  private static boolean isServed(Term term, List<EgressPolicy> policies) {
    return policies.stream()
        .filter(policy -> !Manifest.mayReach(policy))
        .map(policy -> Term.of(policy.pods()))
        .flatMap(Optional::stream)
        .anyMatch(term::isWithin);
  }
}
