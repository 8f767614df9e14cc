package io.securitybaseline.observe;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.observe.azure.ToldEngine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster's network policy engine. Every namespace is judged against the same
 * one.
 *
 * @param engines the engines whose agents were seen in the cluster, each with the version that its
 *     image tag tells, or an empty text where it tells none
 * @param windowsNodes whether any node runs Windows
 * @param dualStack whether any node has addresses of both families
 * @param ciliumPolicyServed whether the API server serves CiliumClusterwideNetworkPolicy
 * @param clusterNetworkPolicyServed whether it serves ClusterNetworkPolicy
 *     (policy.networking.k8s.io)
 * @param podIdentity whether AAD pod identity is installed, which redirects the address on the node
 *     before a policy can see it
 * @param ciliumPolicy the CiliumClusterwideNetworkPolicy with our name, whoever made it
 * @param told what Azure says of the engine
 */
public record ClusterSnapshot(
    Map<SeenEngine, String> engines,
    boolean windowsNodes,
    boolean dualStack,
    boolean ciliumPolicyServed,
    boolean clusterNetworkPolicyServed,
    boolean podIdentity,
    @Nullable GenericKubernetesResource ciliumPolicy,
    ToldEngine told) {

  /** An engine whose agent can be recognised by its name in the cluster. */
  public enum SeenEngine {
    AZURE_NPM,
    CALICO,
    CILIUM
  }

  public ClusterSnapshot {
    engines = Map.copyOf(engines);
  }

  /** What the cluster shows by itself. */
  public ClusterSnapshot(
      Map<SeenEngine, String> engines,
      boolean windowsNodes,
      boolean dualStack,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable GenericKubernetesResource ciliumPolicy) {
    this(
        engines,
        windowsNodes,
        dualStack,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        ToldEngine.NOTHING);
  }

  /** The same, with what Azure says. */
  public ClusterSnapshot told(ToldEngine engine) {
    return new ClusterSnapshot(
        engines,
        windowsNodes,
        dualStack,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        engine);
  }
}
