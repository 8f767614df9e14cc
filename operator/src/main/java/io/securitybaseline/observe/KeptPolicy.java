package io.securitybaseline.observe;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.observe.egress.EgressPolicy;

/**
 * A NetworkPolicy as the cache keeps it: with what the rules read of its spec in place of the spec,
 * so that it is read once and not at every event, and so that its size does not depend on the
 * tenant. An informer can hold nothing but objects of the watched kind.
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
final class KeptPolicy extends NetworkPolicy {

  private final transient EgressPolicy egress;

  KeptPolicy(EgressPolicy egress) {
    this.egress = egress;
  }

  EgressPolicy egress() {
    return egress;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeptPolicy kept && egress.equals(kept.egress) && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + egress.hashCode();
  }
}
