package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.controls.instancemetadata.engine.Update;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import java.time.Duration;

/** Which policies of the operator are updated on the engine, and which are replaced. */
record Replacing(NamespacePolicies policies, Manifest manifest, EngineModel engine) {

  /** Whether the engine updates a policy without opening it. */
  boolean isInPlace() {
    return engine.update() instanceof Update.InPlace;
  }

  /** For how long a successor has to be in place before what it replaces is deleted. */
  Duration lead() {
    return switch (engine.update()) {
      case Update.InPlace() -> Duration.ZERO;
      case Update.BySuccessor(Duration lead) -> lead;
    };
  }

  /** Whether the policy can stay for the term, as it is or after an update. */
  boolean mayKeep(SelectorTerm term, NetworkPolicy policy) {
    return isInPlace() || SameSpec.same(policy.getSpec(), manifest.spec(term));
  }

  /** Whether a policy of another owner was handed over, and a new one is created in its place. */
  boolean isOf(NetworkPolicy foreign) {
    return !isInPlace()
        && policies.isForAdoption(foreign.getMetadata().getName())
        && DesiredTerms.term(foreign).filter(term -> mayKeep(term, foreign)).isEmpty();
  }

  /** Whether something would be open without the policy of the operator. */
  boolean protects(NetworkPolicy own) {
    PolicySnapshot policy = PolicySnapshot.of(own);
    return switch (engine.effect(policy)) {
      case NONE -> false;
      case EARLIER_FORM -> true;
      case AS_WRITTEN, UNCERTAIN ->
          policy.egress().isolates() && !engine.reading(policy).has(Reach.MAY_REACH_SERVICE);
    };
  }
}
