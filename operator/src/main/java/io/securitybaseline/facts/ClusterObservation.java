package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.facts.azure.ReportedEngine;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All facts in the cluster that determine its network policy engine, as collected from the caches.
 *
 * @param agents what follows from {@link #agents(Collection, TigeraNamespaces)}
 * @param servedCrds names of those of {@link #CRDS} that the API server has
 */
public record ClusterObservation(
    Collection<Node> nodes,
    EngineAgents agents,
    TigeraNamespaces tigera,
    Set<String> servedCrds,
    @Nullable GenericKubernetesResource ciliumPolicy) {

  /** Where engines run their agents on AKS. */
  public static final Set<String> AGENT_NAMESPACES =
      Set.of("kube-system", TigeraNamespaces.CALICO_SYSTEM);

  public static final String CILIUM_POLICY_CRD = "ciliumclusterwidenetworkpolicies.cilium.io";
  public static final String CLUSTER_POLICY_CRD = "clusternetworkpolicies.policy.networking.k8s.io";
  public static final String POD_IDENTITY_CRD = "azureassignedidentities.aadpodidentity.k8s.io";

  /** The definitions whose presence is a fact about the cluster. */
  public static final List<String> CRDS =
      List.of(
          CILIUM_POLICY_CRD,
          CLUSTER_POLICY_CRD,
          POD_IDENTITY_CRD,
          TigeraNamespaces.INSTALLATION_CRD);

  /**
   * The engines' agents among DaemonSets of {@link #AGENT_NAMESPACES}. Who may create namespaces
   * can create calico-system, so what is in it counts only if the Tigera operator created it.
   */
  public static List<EngineAgent> agents(
      Collection<DaemonSet> daemonSets, TigeraNamespaces tigera) {
    return daemonSets.stream()
        .filter(daemonSet -> mayHoldAgents(daemonSet.getMetadata().getNamespace(), tigera))
        .flatMap(daemonSet -> EngineAgent.of(daemonSet).stream())
        .sorted(Comparator.comparing(EngineAgent::name))
        .toList();
  }

  private static boolean mayHoldAgents(String namespace, TigeraNamespaces tigera) {
    return AGENT_NAMESPACES.contains(namespace)
        && (!TigeraNamespaces.NAMES.contains(namespace) || tigera.verified().contains(namespace));
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
        ReportedEngine.NOTHING);
  }

  /** Whether the API server serves what the definition defines. */
  public static boolean isEstablished(CustomResourceDefinition crd) {
    return established(crd).stream().anyMatch(condition -> "True".equals(condition.getStatus()));
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
