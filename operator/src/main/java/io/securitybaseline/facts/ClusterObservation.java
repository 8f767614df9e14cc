package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.facts.azure.ReportedEngine;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All facts in the cluster that determine its network policy engine, as collected from the caches.
 *
 * @param agents what follows from {@link #agents(Collection, TigeraNamespaces, boolean)}
 * @param servedCrds names of those of {@link #CRDS} that the API server has
 * @param otherKinds policies of other kinds, and what they refer to
 */
public record ClusterObservation(
    Collection<Node> nodes,
    EngineAgents agents,
    TigeraNamespaces tigera,
    Set<String> servedCrds,
    @Nullable GenericKubernetesResource ciliumPolicy,
    OtherKinds otherKinds) {

  /** A cluster without policies of other kinds. */
  public ClusterObservation(
      Collection<Node> nodes,
      EngineAgents agents,
      TigeraNamespaces tigera,
      Set<String> servedCrds,
      @Nullable GenericKubernetesResource ciliumPolicy) {
    this(nodes, agents, tigera, servedCrds, ciliumPolicy, OtherKinds.NONE);
  }

  /** Where engines run their agents on AKS. */
  public static final Set<String> AGENT_NAMESPACES =
      Set.of("kube-system", TigeraNamespaces.CALICO_SYSTEM);

  public static final String CILIUM_POLICY_CRD = "ciliumclusterwidenetworkpolicies.cilium.io";
  public static final String CLUSTER_POLICY_CRD = "clusternetworkpolicies.policy.networking.k8s.io";
  public static final String POD_IDENTITY_CRD = "azureassignedidentities.aadpodidentity.k8s.io";

  /** The definitions whose presence is a fact about the cluster. */
  public static final List<String> CRDS =
      Stream.concat(
              Stream.of(
                  CILIUM_POLICY_CRD,
                  CLUSTER_POLICY_CRD,
                  POD_IDENTITY_CRD,
                  TigeraNamespaces.INSTALLATION_CRD),
              OtherKindWatches.DEFINITIONS.stream())
          .distinct()
          .toList();

  /**
   * The engines' agents among DaemonSets. Who may create namespaces can create calico-system, so
   * what is in it counts only if the Tigera operator created it. For the same reason, Cilium in
   * another namespace than kube-system counts only where an administrator installed its API, there
   * is none in kube-system, and there is one such namespace alone.
   */
  public static List<EngineAgent> agents(
      Collection<DaemonSet> daemonSets, TigeraNamespaces tigera, boolean ciliumServed) {
    List<EngineAgent> all =
        daemonSets.stream()
            .flatMap(daemonSet -> EngineAgent.of(daemonSet).stream())
            .sorted(Comparator.comparing(EngineAgent::name))
            .toList();
    List<EngineAgent> known =
        all.stream().filter(agent -> mayHoldAgents(agent.namespace(), tigera)).toList();
    boolean isCiliumKnown =
        known.stream().anyMatch(agent -> agent.engine() == NetworkEngine.CILIUM);
    List<EngineAgent> elsewhere =
        all.stream()
            .filter(agent -> agent.engine() == NetworkEngine.CILIUM)
            .filter(agent -> !AGENT_NAMESPACES.contains(agent.namespace()))
            .toList();
    boolean counts = ciliumServed && !isCiliumKnown && isInOneNamespace(elsewhere);
    return Stream.concat(known.stream(), counts ? elsewhere.stream() : Stream.empty())
        .collect(Collectors.toMap(EngineAgent::name, agent -> agent, (one, _) -> one, TreeMap::new))
        .values()
        .stream()
        .toList();
  }

  private static boolean isInOneNamespace(List<EngineAgent> agents) {
    return agents.stream().map(EngineAgent::namespace).distinct().count() == 1;
  }

  private static boolean mayHoldAgents(String namespace, TigeraNamespaces tigera) {
    return AGENT_NAMESPACES.contains(namespace)
        && (!TigeraNamespaces.NAMES.contains(namespace) || tigera.verified().contains(namespace));
  }

  /**
   * The same agents with the versions that run, as far as pods of the agents were read.
   *
   * @param pods with the label of Cilium's agents
   */
  public static List<EngineAgent> running(List<EngineAgent> agents, List<Pod> pods) {
    return agents.stream()
        .map(agent ->
            agent.engine() == NetworkEngine.CILIUM
                ? agent.running(AgentPod.versions(agent.namespace(), pods))
                : agent)
        .toList();
  }

  /** What the controls get to see of it. */
  public ClusterSnapshot snapshot() {
    return new ClusterSnapshot(
            agents,
            null,
            tigera,
            nodes.stream().anyMatch(ClusterObservation::isWindows),
            nodes.stream().anyMatch(ClusterObservation::hasIpv6),
            servedCrds.contains(CILIUM_POLICY_CRD),
            servedCrds.contains(CLUSTER_POLICY_CRD),
            servedCrds.contains(POD_IDENTITY_CRD),
            ciliumPolicy,
            ReportedEngine.NOTHING)
        .with(otherKinds);
  }

  /** Whether the API server serves what the definition defines. */
  public static boolean isEstablished(CustomResourceDefinition crd) {
    return established(crd).stream().anyMatch(condition -> "True".equals(condition.getStatus()));
  }

  /** The versions that the definition serves, in its order. */
  public static List<String> servedVersions(CustomResourceDefinition crd) {
    return Optional.ofNullable(crd.getSpec())
        .map(CustomResourceDefinitionSpec::getVersions)
        .stream()
        .flatMap(List::stream)
        .filter(version -> Boolean.TRUE.equals(version.getServed()))
        .map(CustomResourceDefinitionVersion::getName)
        .toList();
  }

  /**
   * The condition by which the API server reports whether it serves what is defined. A definition
   * that was just created has a status with {@code conditions: null}.
   */
  static List<CustomResourceDefinitionCondition> established(CustomResourceDefinition crd) {
    return Optional.ofNullable(crd.getStatus())
        .map(CustomResourceDefinitionStatus::getConditions)
        .stream()
        .flatMap(List::stream)
        .filter(condition -> "Established".equals(condition.getType()))
        .map(ClusterObservation::withoutReason)
        .toList();
  }

  private static CustomResourceDefinitionCondition withoutReason(
      CustomResourceDefinitionCondition from) {
    CustomResourceDefinitionCondition kept = new CustomResourceDefinitionCondition();
    kept.setType(from.getType());
    kept.setStatus(from.getStatus());
    return kept;
  }

  /** Whether a node runs Windows, by the label that the kubelet sets. */
  public static boolean isWindows(Node node) {
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels != null && "windows".equals(labels.get(OsLabel.NAME));
  }

  /** Whether the node is of the AKS node pool, by the label that pods are scheduled by. */
  public static boolean isOfPool(Node node, String pool) {
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels != null && pool.equals(labels.get(NodeSnapshots.AGENT_POOL));
  }

  /** Whether pods of the node may have addresses of IPv6, by its pod CIDRs or its own. */
  static boolean hasIpv6(Node node) {
    return (node.getSpec() != null && anyOfIpv6(node.getSpec().getPodCIDRs()))
        || (node.getStatus() != null && anyInternalOfIpv6(node.getStatus().getAddresses()));
  }

  static boolean isIpv6(String address) {
    return address.indexOf(':') >= 0;
  }

  /** Loops, not streams: asked of every heartbeat. */
  private static boolean anyOfIpv6(@Nullable List<String> addresses) {
    for (int i = 0; addresses != null && i < addresses.size(); i++) {
      if (isIpv6(addresses.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyInternalOfIpv6(@Nullable List<NodeAddress> addresses) {
    for (int i = 0; addresses != null && i < addresses.size(); i++) {
      NodeAddress address = addresses.get(i);
      if ("InternalIP".equals(address.getType()) && isIpv6(address.getAddress())) {
        return true;
      }
    }
    return false;
  }
}
