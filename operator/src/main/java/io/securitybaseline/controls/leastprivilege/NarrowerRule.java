package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.facts.rbac.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Derives a rule that grants what a rule grants, without what a check asks for. */
final class NarrowerRule {

  /** All verbs of Kubernetes on objects, without those that lead to more rights. */
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private NarrowerRule() {}

  /** The rule; empty where none follows, such as from a wildcard in the resources. */
  static Optional<Rule> of(Risk risk) {
    Rule rule = risk.rule();
    if (rule.groups().contains(Rule.ALL)
        || rule.resources().stream().anyMatch(resource -> resource.startsWith(Rule.ALL))) {
      return Optional.empty();
    }
    if (risk.check() == Check.WILDCARD_RULE) {
      return Optional.of(with(rule, VERBS, rule.resources()));
    }
    Set<String> risky = risk.resources();
    List<String> others =
        rule.resources().stream().filter(resource -> !risky.contains(resource)).toList();
    if (!others.isEmpty()) {
      return Optional.of(with(rule, rule.verbs(), others));
    }
    Set<String> verbs = risk.verbs();
    List<String> left =
        rule.verbs().contains(Rule.ALL)
            ? List.of()
            : rule.verbs().stream().filter(verb -> !verbs.contains(verb)).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(with(rule, left, rule.resources()));
  }

  private static Rule with(Rule rule, List<String> verbs, List<String> resources) {
    return new Rule(verbs, rule.groups(), resources, rule.names(), rule.paths());
  }
}
