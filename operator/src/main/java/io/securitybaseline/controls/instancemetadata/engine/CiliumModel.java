package io.securitybaseline.controls.instancemetadata.engine;

import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.Reading;

/**
 * Cilium, 1.16 to 1.20: what it makes of NetworkPolicies. Its own policies are evaluated apart. A
 * new pod has no network before its policies are in place.
 */
public record CiliumModel() implements EngineModel {

  @Override
  public Effect effect(PolicySnapshot policy) {
    return Effect.AS_WRITTEN;
  }

  @Override
  public Reading reading(PolicySnapshot policy) {
    return policy.egress().in(Dialect.OTHER);
  }

  @Override
  public boolean enforcesOnWindows(PolicySnapshot policy) {
    return false;
  }
}
