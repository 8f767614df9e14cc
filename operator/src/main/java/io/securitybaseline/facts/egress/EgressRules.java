package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;

/**
 * The egress rules of a NetworkPolicy, read once, in n log n steps for n blocks and exceptions. As
 * large as the policy, therefore never kept: {@link EgressPolicy} keeps the answers.
 */
public record EgressRules(List<EgressRule> rules) {

  public EgressRules {
    rules = List.copyOf(rules);
  }

  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  public static EgressRules of(NetworkPolicySpec spec, Dialect dialect) {
    return new EgressRules(
        Objects.requireNonNullElse(spec.getEgress(), List.<NetworkPolicyEgressRule>of()).stream()
            .map(rule -> EgressRule.of(rule, dialect))
            .toList());
  }

  /** Whether, in the widest interpretation, they allow the address, which is not a pod's. */
  public boolean mayLetThrough(Address address, Protocol protocol, int port) {
    return rules.stream().anyMatch(rule -> rule.mayLetThrough(address, protocol, port));
  }

  /** Whether they definitely allow the address. */
  public boolean definitelyLetThrough(Address address, Protocol protocol, int port) {
    return rules.stream().anyMatch(rule -> rule.definitelyLetsThrough(address, protocol, port));
  }

  /** Whether, in the widest interpretation, they allow the address on any port. */
  public boolean mayLetThrough(Address address) {
    return rules.stream()
        .anyMatch(rule ->
            rule.possibly().contains(address)
                && (rule.onAnyPort() || !rule.possiblePorts().isEmpty()));
  }

  /** Whether they definitely allow all these addresses, on every port. */
  public boolean definitelyLetThrough(AddressSet addresses) {
    return AddressSet.union(
            rules.stream().filter(EgressRule::onAnyPort).map(EgressRule::definitely).toList())
        .containsAll(addresses);
  }

  /** Whether they allow every destination, including pods and nodes. */
  public boolean letEverythingThrough() {
    return rules.stream().anyMatch(rule -> rule.toAnywhere() && rule.onAnyPort());
  }
}
