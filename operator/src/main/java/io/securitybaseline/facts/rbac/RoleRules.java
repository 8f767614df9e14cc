package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.securitybaseline.facts.watch.Interner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a role, in the compact form in which a cache keeps them. Those of an aggregated
 * ClusterRole are what the controller of Kubernetes wrote into it, which is also what the API
 * server goes by.
 */
public record RoleRules(List<Rule> rules) {

  /** Of a role that grants nothing. */
  public static final RoleRules NONE = new RoleRules(List.of());

  public RoleRules {
    rules = List.copyOf(rules);
  }

  public static RoleRules of(@Nullable List<PolicyRule> rules) {
    return rules == null || rules.isEmpty()
        ? NONE
        : new RoleRules(rules.stream().map(Rule::of).toList());
  }

  /** The same, where texts and rules that many roles have are kept once. */
  static RoleRules of(@Nullable List<PolicyRule> rules, Interner shared) {
    return rules == null || rules.isEmpty()
        ? NONE
        : new RoleRules(rules.stream().map(rule -> rule(rule, shared)).toList());
  }

  private static Rule rule(PolicyRule rule, Interner shared) {
    Rule compact = Rule.of(rule, text -> shared.shared(text, text.length()));
    return shared.shared(compact, compact.bytes());
  }

  /** About how many bytes they take, if they shared nothing with others. */
  long bytes() {
    long bytes = 0;
    for (Rule rule : rules) {
      bytes += rule.bytes();
    }
    return bytes;
  }
}
