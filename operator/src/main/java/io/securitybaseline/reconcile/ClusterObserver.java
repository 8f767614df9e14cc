package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.reconcile.caches.CachedResources;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the caches what the network policy engine is detected by. */
final class ClusterObserver {

  private final CachedResources resources;
  private final AgentMemory memory;

  ClusterObserver(CachedResources resources, AgentMemory memory) {
    this.resources = resources;
    this.memory = memory;
  }

  ClusterObservation observe() {
    Set<String> served =
        resources
            .all(CustomResourceDefinition.class)
            .filter(ClusterObservation::isEstablished)
            .map(crd -> crd.getMetadata().getName())
            .collect(Collectors.toUnmodifiableSet());
    List<Namespace> namespaces =
        TigeraNamespaces.NAMES.stream()
            .flatMap(name -> resources.find(Namespace.class, name).stream())
            .toList();
    TigeraNamespaces tigera =
        TigeraNamespaces.of(namespaces, served.contains(TigeraNamespaces.INSTALLATION_CRD));
    return new ClusterObservation(
        resources.all(Node.class).toList(),
        memory.evaluate(
            ClusterObservation.agents(
                EngineWatches.AGENTS.stream().flatMap(resources::of).toList(), tigera)),
        tigera,
        served,
        resources.all(GenericKubernetesResource.class).findFirst().orElse(null));
  }
}
