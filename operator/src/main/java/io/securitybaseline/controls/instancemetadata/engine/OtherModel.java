package io.securitybaseline.controls.instancemetadata.engine;

import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.Reading;

/**
 * Any other engine, and an engine that is not known: certain is only what the specification and
 * kube-router 2.1 have in common. On kube-router, new pods are open for 150 to 650 ms.
 */
public record OtherModel() implements EngineModel {

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
    return true;
  }
}
