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
 * @param calicoNamespace whether the namespace that Calico's operator makes is there, which is no
 *     proof of an agent
 * @param windowsNodes whether any node runs Windows, or would if its pool were scaled up
 * @param ipv6 whether any node, or the pods of any node, have addresses of IPv6
 * @param ciliumPolicyServed whether the API server serves CiliumClusterwideNetworkPolicy
 * @param clusterNetworkPolicyServed whether it serves ClusterNetworkPolicy
 *     (policy.networking.k8s.io)
 * @param podIdentity whether the API of AAD pod identity is served, which redirects the address on
 *     the node before a policy can see it
 * @param ciliumPolicy the CiliumClusterwideNetworkPolicy with our name, whoever made it
 * @param told what Azure says of the engine
 */
public record ClusterSnapshot(
    Map<SeenEngine, String> engines,
    boolean calicoNamespace,
    boolean windowsNodes,
    boolean ipv6,
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

  /** What the cluster shows by itself, where there is no namespace of Calico's. */
  public ClusterSnapshot(
      Map<SeenEngine, String> engines,
      boolean windowsNodes,
      boolean ipv6,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable GenericKubernetesResource ciliumPolicy) {
    this(
        engines,
        false,
        windowsNodes,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        ToldEngine.NOTHING);
  }

  /**
   * The same, with what Azure says.
   *
   * @param windowsPools whether there are node pools of Windows, of however many nodes
   */
  public ClusterSnapshot told(ToldEngine engine, boolean windowsPools) {
    return new ClusterSnapshot(
        engines,
        calicoNamespace,
        windowsNodes || windowsPools,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        engine);
  }
}
