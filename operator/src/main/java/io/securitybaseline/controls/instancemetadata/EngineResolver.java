package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterSnapshot;

/**
 * Determines the engine: by the spec, or by Azure and the agents in the cluster. While these leave
 * it in doubt, the engine that was established before is kept.
 */
final class EngineResolver {

  private EngineResolver() {}

  static Engine resolve(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    Engine engine =
        switch (spec.engine()) {
          case AUTO ->
              AzureEngine.resolve(spec, cluster).orElseGet(() -> AutoEngine.resolve(spec, cluster));
          case NONE -> Engine.none(cluster);
          case AZURE_NPM -> Engine.azureNpm();
          case CALICO -> Engine.calico(cluster);
          case CILIUM -> Engine.cilium(spec, cluster);
          case OTHER -> new Engine(Kind.OTHER, Engine.plain(cluster), "");
        };
    return engine.kind() == Kind.UNKNOWN
        ? EstablishedEngine.of(spec, cluster).map(engine::keeping).orElse(engine)
        : engine;
  }
}
