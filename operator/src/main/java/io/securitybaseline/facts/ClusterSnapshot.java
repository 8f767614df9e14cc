package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.azure.ReportedEngine;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster's network policy engine. Every namespace is evaluated against the
 * same one.
 *
 * @param agents the engines that have agents in the cluster
 * @param established the engine that was determined before, if the agents alone do not lead to it
 *     now; null if they do, or if none was determined
 * @param tigera the namespaces of the Tigera operator, which are no proof of an agent
 * @param windowsNodes whether any node runs Windows, or would if its pool were scaled up
 * @param ipv6 whether any node, or the pods of any node, have addresses of IPv6
 * @param ciliumPolicyServed whether the API server serves CiliumClusterwideNetworkPolicy
 * @param clusterNetworkPolicyServed whether it serves ClusterNetworkPolicy
 *     (policy.networking.k8s.io)
 * @param podIdentity whether the API of AAD pod identity is served, which redirects the address on
 *     the node before a policy can see it
 * @param ciliumPolicy the CiliumClusterwideNetworkPolicy with the operator's name, of any owner
 * @param reported what Azure reports of the engine
 * @param otherKinds policies of other kinds than NetworkPolicy
 * @param probes what probes found out, as stored in the status
 * @param evidence what shows that pods may use the instance metadata service
 */
public record ClusterSnapshot(
    EngineAgents agents,
    @Nullable NetworkEngine established,
    TigeraNamespaces tigera,
    boolean windowsNodes,
    boolean ipv6,
    boolean ciliumPolicyServed,
    boolean clusterNetworkPolicyServed,
    boolean podIdentity,
    @Nullable GenericKubernetesResource ciliumPolicy,
    ReportedEngine reported,
    OtherKinds otherKinds,
    List<ProbeStatus> probes,
    EvidenceTable evidence) {

  public ClusterSnapshot {
    probes = List.copyOf(probes);
  }

  /**
   * A cluster without policies of other kinds and results of probes, with the operator's own
   * evidence.
   */
  public ClusterSnapshot(
      EngineAgents agents,
      @Nullable NetworkEngine established,
      TigeraNamespaces tigera,
      boolean windowsNodes,
      boolean ipv6,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable GenericKubernetesResource ciliumPolicy,
      ReportedEngine reported) {
    this(
        agents,
        established,
        tigera,
        windowsNodes,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        reported,
        OtherKinds.NONE,
        List.of(),
        EvidenceTable.BUNDLED);
  }

  /** The same with these policies of other kinds. */
  public ClusterSnapshot with(OtherKinds kinds) {
    return with(kinds, probes, evidence);
  }

  /** The same with what probes found out. */
  public ClusterSnapshot probed(List<ProbeStatus> found) {
    return with(otherKinds, found, evidence);
  }

  /** The same with this evidence. */
  public ClusterSnapshot with(EvidenceTable table) {
    return with(otherKinds, probes, table);
  }

  private ClusterSnapshot with(OtherKinds kinds, List<ProbeStatus> found, EvidenceTable table) {
    return new ClusterSnapshot(
        agents,
        established,
        tigera,
        windowsNodes,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        reported,
        kinds,
        found,
        table);
  }

  /** What the cluster shows by itself, where all agents run and Calico has no namespace. */
  public ClusterSnapshot(
      Map<NetworkEngine, String> engines,
      boolean windowsNodes,
      boolean ipv6,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable GenericKubernetesResource ciliumPolicy) {
    this(
        new EngineAgents(engines, Set.of(), Set.of(), Set.of()),
        null,
        TigeraNamespaces.NONE,
        windowsNodes,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        ReportedEngine.NOTHING);
  }

  /**
   * The engines whose agents run in the cluster, each with the version of its agents, or an empty
   * text where it is unknown.
   */
  public Map<NetworkEngine, String> engines() {
    return agents.running();
  }

  /** Whether the namespace that the Tigera operator creates for Calico exists. */
  public boolean calicoNamespace() {
    return tigera.verified().contains(TigeraNamespaces.CALICO_SYSTEM);
  }

  /**
   * The same, with what Azure reports.
   *
   * @param windowsPools whether there are node pools of Windows, of however many nodes
   */
  public ClusterSnapshot reported(ReportedEngine engine, boolean windowsPools) {
    return with(established, windowsNodes || windowsPools, engine);
  }

  /**
   * The same, with the engine that was determined before. What the agents lead to anyway is not
   * kept, so that a snapshot stays equal when the engine is determined for the first time.
   */
  public ClusterSnapshot establishedBefore(@Nullable NetworkEngine engine) {
    return with(leadsTo(engine) ? null : engine, windowsNodes, reported);
  }

  private boolean leadsTo(@Nullable NetworkEngine engine) {
    Set<NetworkEngine> running = engines().keySet();
    return engine == null
        || running.equals(Set.of(engine))
        || (reported.engine().filter(engine::equals).isPresent()
            && (running.isEmpty() || running.contains(engine))
            && !agents.notReady().contains(engine));
  }

  private ClusterSnapshot with(
      @Nullable NetworkEngine before, boolean anyWindows, ReportedEngine reportedEngine) {
    return new ClusterSnapshot(
        agents,
        before,
        tigera,
        anyWindows,
        ipv6,
        ciliumPolicyServed,
        clusterNetworkPolicyServed,
        podIdentity,
        ciliumPolicy,
        reportedEngine,
        otherKinds,
        probes,
        evidence);
  }
}
