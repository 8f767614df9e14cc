package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.egress.EgressPolicy;

/**
 * A NetworkPolicy as the rules see it.
 *
 * @param object its identity, labels and the operator's annotations; its spec may be missing where
 *     it has none of the operator's names
 * @param egress its egress rules
 */
public record PolicySnapshot(NetworkPolicy object, EgressPolicy egress) {

  /** The snapshot of a policy as it was read, or as a cache keeps it. */
  public static PolicySnapshot of(NetworkPolicy policy) {
    return new PolicySnapshot(
        policy, policy instanceof KeptPolicy kept ? kept.egress() : EgressPolicy.of(policy));
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /** Whether the spec was edited since the policy was created. */
  public boolean isEdited() {
    return isEdited(object);
  }

  static boolean isEdited(NetworkPolicy policy) {
    Long generation = policy.getMetadata().getGeneration();
    return generation != null && generation > 1;
  }
}
