package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine makes of the rules of a policy, if it programs the policy.
 *
 * @param reach what the rules allow the selected pods to reach
 * @param opening the first part that may allow the instance metadata service
 */
public record Reading(Set<Reach> reach, @Nullable Opening opening) {

  static final Reading OF_NOTHING = new Reading(Set.of(), null);

  public Reading {
    reach = Set.copyOf(reach);
  }

  static Reading of(NetworkPolicySpec spec, Dialect dialect) {
    EgressRules rules = EgressRules.of(spec, dialect);
    Optional<Opening> opening = Opening.of(spec, rules, dialect);
    return new Reading(Reach.of(rules), opening.orElse(null));
  }

  public boolean has(Reach asked) {
    return reach.contains(asked);
  }
}
