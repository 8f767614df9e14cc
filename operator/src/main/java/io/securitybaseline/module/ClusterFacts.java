package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observes a cluster through its objects, from informers or from lists. */
public final class ClusterFacts {

  private ClusterFacts() {}

  /**
   * Everything that identifies the network policy engine.
   *
   * @param daemonSets in the namespaces of the engines' agents, with their images
   * @param state what follows from the agents; the operator also takes into account how long they
   *     have been in their state
   * @param ciliumPolicy the CiliumClusterwideNetworkPolicy with the operator's name, if it was read
   */
  public static ClusterObservation observe(
      ResourceReader resources,
      List<DaemonSet> daemonSets,
      Function<List<EngineAgent>, EngineAgents> state,
      @Nullable GenericKubernetesResource ciliumPolicy) {
    Set<String> served =
        ClusterObservation.CRDS.stream()
            .flatMap(name -> resources.find(CustomResourceDefinition.class, name).stream())
            .filter(ClusterObservation::isEstablished)
            .map(definition -> definition.getMetadata().getName())
            .collect(Collectors.toUnmodifiableSet());
    TigeraNamespaces tigera = tigera(resources, served);
    return new ClusterObservation(
        resources.all(Node.class).toList(),
        agents(
            resources,
            ClusterObservation.agents(daemonSets, tigera, isCiliumServed(served)),
            state),
        tigera,
        served,
        ciliumPolicy,
        OtherKindFacts.ofCluster(resources, served));
  }

  private static boolean isCiliumServed(Set<String> served) {
    return served.contains(ClusterObservation.CILIUM_POLICY_CRD);
  }

  /** With the versions that run, and with the settings of Cilium's agents. */
  private static EngineAgents agents(
      ResourceReader resources,
      List<EngineAgent> agents,
      Function<List<EngineAgent>, EngineAgents> state) {
    List<Pod> pods = agents.isEmpty() ? List.of() : resources.of(PodWatches.AGENTS).toList();
    CiliumConfig config =
        agents.stream()
            .filter(agent -> agent.engine() == NetworkEngine.CILIUM)
            .findFirst()
            .map(agent -> CiliumConfig.in(agent.namespace(), resources.all(ConfigMap.class)))
            .orElse(CiliumConfig.DEFAULT);
    return state.apply(ClusterObservation.running(agents, pods)).with(config);
  }

  private static TigeraNamespaces tigera(ResourceReader resources, Set<String> served) {
    List<Namespace> namespaces =
        TigeraNamespaces.NAMES.stream()
            .flatMap(name -> resources.find(Namespace.class, name).stream())
            .toList();
    return TigeraNamespaces.of(namespaces, served.contains(TigeraNamespaces.INSTALLATION_CRD));
  }
}
