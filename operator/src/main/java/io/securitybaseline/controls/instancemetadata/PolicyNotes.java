package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.NpmTranslation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The findings on policies that the engine leaves out, or that engines read differently. */
final class PolicyNotes {

  private PolicyNotes() {}

  static List<Finding> findings(NamespacePolicies policies) {
    List<Finding> findings = new ArrayList<>();
    List<PolicySnapshot> large = where(policies.ignored(), PolicyNotes::isTooLarge);
    List<PolicySnapshot> blocks = where(policies.ignored(), policy -> !isTooLarge(policy));
    if (!blocks.isEmpty()) {
      findings.add(
          ignored(
              "Azure NPM does not program %s because of block %s: remove the block"
                  .formatted(names(blocks), block(blocks.getFirst()))));
    }
    if (!large.isEmpty()) {
      findings.add(
          ignored(
              "Azure NPM does not program %s because the labels and values in its selectors exceed what iptables accepts: use fewer"
                  .formatted(names(large))));
    }
    if (!policies.earlier().isEmpty()) {
      findings.add(earlier(policies.earlier()));
    }
    if (!policies.unclear().isEmpty()) {
      findings.add(unclear(policies.unclear()));
    }
    return findings;
  }

  private static Finding ignored(String message) {
    return Finding.note(Reasons.IGNORED_BY_ENGINE, Phrases.bounded(message));
  }

  private static Finding earlier(List<PolicySnapshot> policies) {
    return Finding.unknown(
        Reasons.IGNORED_BY_ENGINE,
        Phrases.bounded(
            "Azure NPM may not program %s because of block %s, and may keep the form from before an edit in force, so nothing is changed here: remove the block, or delete and create the policy"
                .formatted(names(policies), block(policies.getFirst()))));
  }

  private static Finding unclear(List<PolicySnapshot> policies) {
    List<String> names = policies.stream().map(PolicySnapshot::name).toList();
    String block = Objects.requireNonNull(policies.getFirst().egress().unclearBlock());
    return Finding.note(
        Reasons.UNCLEAR_BLOCK,
        Phrases.bounded(
            "%s a block that engines read differently, such as '%s', and was evaluated with caution: write it as a plain CIDR"
                .formatted(Phrases.policies(names, "contain"), Phrases.shortened(block))));
  }

  private static boolean isTooLarge(PolicySnapshot policy) {
    return policy.egress().npm().result() == NpmTranslation.Result.TOO_LARGE;
  }

  private static List<PolicySnapshot> where(
      List<PolicySnapshot> policies, Predicate<PolicySnapshot> condition) {
    return policies.isEmpty() ? policies : policies.stream().filter(condition).toList();
  }

  private static String names(List<PolicySnapshot> policies) {
    return Phrases.policies(policies.stream().map(PolicySnapshot::name).toList());
  }

  private static String block(PolicySnapshot policy) {
    return Phrases.shortened(
        Objects.requireNonNullElse(policy.egress().npm().block(), "of another form"));
  }
}
