package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.instancemetadata.DesiredTerms.Shortfall;

/** The finding on a namespace in which not every pod that may start can be covered. */
final class Shortfalls {

  private Shortfalls() {}

  /** A violation if pods that exist are not covered either. */
  static Finding finding(Shortfall shortfall) {
    String cause =
        shortfall.tooLarge()
            ? "a policy for all other pods would be larger than the engine programs"
            : "more than %d policies would be needed here".formatted(PolicyNames.MOST_POLICIES);
    String consequence =
        shortfall.uncovered() == 0
            ? "only pods that exist are covered"
            : "only pods that exist are covered, and not all of them";
    return new Finding(
        shortfall.tooLarge() ? Reasons.NOT_PROGRAMMED : Reasons.TOO_MANY_SELECTORS,
        shortfall.uncovered() == 0 ? Severity.NOTE : Severity.VIOLATION,
        Phrases.bounded(
            "Because of the pod selectors of other policies, %s, so %s: simplify those selectors, or isolate all pods with one policy"
                .formatted(cause, consequence)));
  }
}
