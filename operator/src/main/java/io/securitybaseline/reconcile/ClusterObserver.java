package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.module.ClusterFacts;
import io.securitybaseline.reconcile.caches.CachedResources;

/** Reads from the caches what the network policy engine is detected by. */
final class ClusterObserver {

  private final CachedResources resources;
  private final AgentMemory memory;

  ClusterObserver(CachedResources resources, AgentMemory memory) {
    this.resources = resources;
    this.memory = memory;
  }

  ClusterObservation observe() {
    return ClusterFacts.observe(
        resources,
        EngineWatches.AGENTS.stream().flatMap(resources::of).toList(),
        memory::evaluate,
        resources.all(GenericKubernetesResource.class).findFirst().orElse(null));
  }
}
