package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import io.securitybaseline.kubernetes.SelectorSize;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a namespace that the operator's policies must select: all except allowed pods and
 * those whose egress the operator's policies would widen.
 *
 * @param terms a term for each policy
 * @param shortfall present if the terms do not select every pod that may ever start
 * @param widening the operator's policies that widen the egress of pods, which matters only if
 *     there is a shortfall: else the terms replace them
 */
record DesiredTerms(
    List<SelectorTerm> terms, @Nullable Shortfall shortfall, List<NetworkPolicy> widening) {

  /**
   * Why terms select less than they should.
   *
   * @param tooLarge whether the engine would not program the policies; else they would be too many
   * @param uncovered how many kinds of existing pods are not selected
   */
  record Shortfall(boolean tooLarge, int uncovered) {}

  /**
   * The terms for a namespace.
   *
   * @throws WorkBudget.Exceeded if the budget does not suffice
   */
  static DesiredTerms of(
      NamespaceSnapshot namespace,
      NamespacePolicies policies,
      Engine engine,
      @Nullable AllowedPods allowed,
      WorkBudget budget) {
    List<SelectorTerm> tighter = tighter(policies, engine, budget);
    SelectorTerm within = notAllowed(allowed);
    Optional<List<SelectorTerm>> all =
        Complement.of(tighter, within, budget)
            .filter(terms -> terms.size() <= PolicyNames.MOST_POLICIES);
    Predicate<SelectorTerm> fits =
        term -> {
          budget.spend(term.steps());
          return isKept(term) && isProgrammed(term, namespace, engine);
        };
    if (all.isPresent() && all.get().stream().allMatch(fits)) {
      return new DesiredTerms(all.get(), null, List.of());
    }
    TermsForPods some = new TermsForPods(SelectorTerm.sorted(tighter), within, fits, budget);
    TermsForPods.Cover cover = some.cover(labels(namespace, engine), inPlace(policies));
    return new DesiredTerms(
        cover.terms(),
        new Shortfall(
            all.filter(terms -> terms.stream().allMatch(DesiredTerms::isKept)).isPresent(),
            cover.uncovered()),
        policies.own().stream().filter(policy -> mayWiden(policy, tighter, some)).toList());
  }

  /** The pods that each policy isolates more tightly than the operator's would. */
  private static List<SelectorTerm> tighter(
      NamespacePolicies policies, Engine engine, WorkBudget budget) {
    Manifest manifest = engine.yardstick();
    return Stream.concat(
            policies.ofOtherKinds().stream(),
            policies.foreignEgress().stream()
                .filter(policy -> !policies.isForAdoption(policy.name()))
                .filter(policy -> manifest.wouldWiden(engine.model().reading(policy)))
                .flatMap(policy -> term(policy, budget).stream()))
        .toList();
  }

  /**
   * The pods that the policy selects, if there can be any.
   *
   * @throws WorkBudget.Exceeded if the budget does not suffice to read its selector
   */
  static Optional<SelectorTerm> term(PolicySnapshot policy, WorkBudget budget) {
    budget.spend(WorkBudget.stepsToRead(policy));
    return SelectorTerm.of(Objects.requireNonNull(policy.egress().pods()));
  }

  /** The pods that a policy of the operator selects; empty also if its spec is not kept. */
  static Optional<SelectorTerm> term(NetworkPolicy own) {
    return own.getSpec() == null
        ? Optional.empty()
        : SelectorTerm.of(Selector.of(own.getSpec().getPodSelector()));
  }

  private static boolean mayWiden(
      NetworkPolicy own, List<SelectorTerm> tighter, TermsForPods terms) {
    return own.getSpec() == null
        || term(own).filter(mine -> terms.overlapsAny(mine, tighter)).isPresent();
  }

  private static List<SelectorTerm> inPlace(NamespacePolicies policies) {
    return policies.own().stream().map(DesiredTerms::term).flatMap(Optional::stream).toList();
  }

  /** The labels of the pods that a policy can select; without pods, of those that would start. */
  private static List<Map<String, String>> labels(NamespaceSnapshot namespace, Engine engine) {
    Stream<PodSnapshot> pods =
        (namespace.pods().isEmpty() ? namespace.templates() : namespace.pods()).stream();
    return pods.filter(pod -> !pod.hostNetwork())
        .filter(pod -> !pod.windows() || !engine.leavesWindowsOpen())
        .map(PodSnapshot::labels)
        .toList();
  }

  /**
   * A field of the operator's object that the cache does not keep would be repaired at every
   * evaluation.
   */
  private static boolean isKept(SelectorTerm term) {
    return SelectorSize.ofBytes(term.selector()) <= EgressPolicy.MOST_SELECTOR_BYTES;
  }

  /** Whether the engine programs a policy for the term, whichever name the policy gets. */
  private static boolean isProgrammed(
      SelectorTerm term, NamespaceSnapshot namespace, Engine engine) {
    return engine
        .model()
        .programs(engine.yardstick().object(namespace.name(), PolicyNames.LONGEST, Map.of(), term));
  }

  private static SelectorTerm notAllowed(@Nullable AllowedPods allowed) {
    return allowed == null
        ? SelectorTerm.EVERY_POD
        : SelectorTerm.EVERY_POD
            .and(new Requirement(allowed.key(), Operator.NOT_IN, new TreeSet<>(allowed.values())))
            .orElseThrow();
  }
}
