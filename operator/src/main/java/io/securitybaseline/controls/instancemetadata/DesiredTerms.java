package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.SelectorSize;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pods of a namespace our policies must select: all but the allowed ones and those that ours
 * would let out further than the policies of somebody else do.
 */
final class DesiredTerms {

  private DesiredTerms() {}

  /** A term for each policy, empty if none is needed, or absent if it would take too many. */
  static Optional<List<SelectorTerm>> terms(
      NamespacePolicies policies,
      Manifest manifest,
      @Nullable AllowedPods allowed,
      WorkBudget budget) {
    List<SelectorTerm> tighter =
        policies.foreignEgress().stream()
            .filter(policy -> !policies.isForAdoption(policy.name()))
            .filter(policy -> manifest.wouldWiden(policy.egress()))
            .flatMap(policy -> term(policy, budget).stream())
            .toList();
    return Complement.of(tighter, notAllowed(allowed), budget)
        .filter(terms -> terms.size() <= PolicyNames.MOST_POLICIES)
        .filter(terms -> terms.stream().allMatch(DesiredTerms::isKept));
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

  /** What the cache would not keep of an object of ours would be repaired again and again. */
  private static boolean isKept(SelectorTerm term) {
    return SelectorSize.ofBytes(term.selector()) <= EgressPolicy.MOST_SELECTOR_BYTES;
  }

  private static SelectorTerm notAllowed(@Nullable AllowedPods allowed) {
    return allowed == null
        ? SelectorTerm.EVERY_POD
        : SelectorTerm.EVERY_POD
            .and(new Requirement(allowed.key(), Operator.NOT_IN, new TreeSet<>(allowed.values())))
            .orElseThrow();
  }
}
