package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.module.ClusterFacts;
import io.securitybaseline.reconcile.caches.CachedResources;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from the caches what the network policy engine is detected by. */
final class ClusterObserver {

  private final CachedResources resources;
  private final AgentMemory memory;
  private final EvidenceTable evidence;
  private final Set<String> probed;

  ClusterObserver(CachedResources resources, AgentMemory memory, OperatorConfig config) {
    this.resources = resources;
    this.memory = memory;
    this.evidence = config.evidence();
    this.probed =
        Stream.concat(
                Stream.of(ProbePods.NAMESPACE),
                config.probes().stream().flatMap(setup -> setup.namespaces().stream()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether there are pods of probes. */
  boolean isProbing() {
    return resources
        .of(ProbePods.WATCH)
        .anyMatch(pod -> probed.contains(pod.getMetadata().getNamespace()));
  }

  ClusterSnapshot snapshot() {
    return observe().snapshot().with(evidence);
  }

  private ClusterObservation observe() {
    return ClusterFacts.observe(
        resources,
        EngineWatches.AGENTS.stream().flatMap(resources::of).toList(),
        memory::evaluate,
        resources.all(GenericKubernetesResource.class).findFirst().orElse(null));
  }
}
