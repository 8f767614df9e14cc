package io.securitybaseline.controls.instancemetadata.engine;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reading;
import java.util.Map;
import java.util.Set;

/**
 * How a network policy engine gives policies their effect. Every answer is what was measured with
 * packets, or {@code UNKNOWN}: the page of the control lists how each one is known.
 */
public interface EngineModel {

  /** What the engine makes of the policy as a whole. */
  Effect effect(PolicySnapshot policy);

  /** What the engine makes of the rules of the policy, if the policy has an effect. */
  Reading reading(PolicySnapshot policy);

  /**
   * The labels that selectors find on a pod.
   *
   * @param labels of the pod, at least those with the asked keys
   * @param asked the keys that selectors ask for
   */
  default PodLabels labels(
      NamespaceSnapshot namespace, Map<String, String> labels, Set<String> asked) {
    return new PodLabels(labels, Set.of());
  }

  /** Whether the engine surely programs a policy of the operator. */
  default boolean programs(NetworkPolicy own) {
    return true;
  }

  /** How a policy of the operator may be changed. */
  default Update update() {
    return new Update.InPlace();
  }

  /** Whether the policy has an effect on pods on Windows nodes. */
  boolean enforcesOnWindows(PolicySnapshot policy);
}
