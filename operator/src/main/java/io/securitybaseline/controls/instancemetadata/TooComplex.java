package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.EgressPolicy;
import java.util.Comparator;

/** The finding on a namespace whose policies exceed the work budget. */
final class TooComplex {

  private static final Comparator<PolicySnapshot> BY_WORK =
      Comparator.comparingLong(WorkBudget::stepsToRead)
          .thenComparing(PolicySnapshot::name, Comparator.reverseOrder());

  private TooComplex() {}

  /** Names the policy whose selector takes most of the work; the first by name if several do. */
  static Finding finding(NamespacePolicies policies) {
    return policies.egress().stream()
        .max(BY_WORK)
        .map(TooComplex::finding)
        .orElseGet(() ->
            unknown(
                "policies of other kinds than NetworkPolicy take more than %,d steps to evaluate: simplify their selectors, or use fewer"
                    .formatted(WorkBudget.STEPS)));
  }

  private static Finding finding(PolicySnapshot largest) {
    String name = Phrases.shortened(largest.name());
    String cause =
        largest.egress().pods() == null
            ? "the podSelector of NetworkPolicy %s has more labels and values than are evaluated (%d KiB): select its pods by fewer"
                .formatted(name, EgressPolicy.MOST_SELECTOR_BYTES / 1024)
            : "its policies take more than %,d steps to evaluate, most of them NetworkPolicy %s: simplify its podSelector, or use fewer policies"
                .formatted(WorkBudget.STEPS, name);
    return unknown(cause);
  }

  private static Finding unknown(String cause) {
    return Finding.unknown(
        Reasons.TOO_COMPLEX,
        Phrases.bounded(
            "Unknown which pods reach 169.254.169.254, and nothing is changed here, because "
                + cause));
  }
}
