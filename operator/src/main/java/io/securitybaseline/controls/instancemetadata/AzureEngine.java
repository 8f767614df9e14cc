package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.EngineChoice;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.azure.ReportedEngine;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Optional;
import java.util.Set;

/**
 * What Azure reports of the engine, held against what is seen in the cluster. Where the two exclude
 * each other nothing is applied: the wrong object would be an outage on one of them.
 */
final class AzureEngine {

  private AzureEngine() {}

  /** The engine for {@code Auto}; empty where Azure's word does not settle it. */
  static Optional<Engine> resolve(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return switch (cluster.reported()) {
      case NOTHING -> Optional.empty();
      case NONE -> none(cluster);
      case AZURE_NPM, CALICO, CILIUM ->
          Optional.of(
              excludes(cluster)
                  ? Engine.unknown(null, "%s: set %s".formatted(both(cluster), Engine.SETTING))
                  : unlessNotReady(named(spec, cluster), cluster));
    };
  }

  /** What does not fit together and does not keep the control from its work, as a sentence. */
  static Optional<String> contradiction(EngineChoice choice, ClusterSnapshot cluster) {
    ReportedEngine reported = cluster.reported();
    if (reported == ReportedEngine.NOTHING) {
      return Optional.empty();
    }
    if (choice != EngineChoice.AUTO) {
      return agrees(choice, reported)
          ? Optional.empty()
          : Optional.of(
              "%s is %s, but Azure reports %s: correct it if this is not intended"
                  .formatted(Engine.SETTING, choice, name(reported)));
    }
    Set<NetworkEngine> seen = cluster.engines().keySet();
    if (reported == ReportedEngine.NONE && !seen.isEmpty()) {
      return Optional.of(
          "Azure reports that AKS installed no engine, but %s was detected: set %s if you did not install it"
              .formatted(Engine.names(seen), Engine.SETTING));
    }
    return seen.size() > 1 && !excludes(cluster)
        ? Optional.of(
            "Azure reports %s, but %s were all detected: remove what remains of another engine"
                .formatted(name(reported), Engine.names(seen)))
        : Optional.empty();
  }

  /** An engine with agents was installed by others; a mere trace of one is worth nothing. */
  private static Optional<Engine> none(ClusterSnapshot cluster) {
    boolean agents = !cluster.engines().isEmpty() || !cluster.agents().notReady().isEmpty();
    if (agents || cluster.ciliumPolicyServed()) {
      return Optional.empty();
    }
    return Optional.of(
        cluster.calicoNamespace()
            ? Engine.unknown(
                null,
                "Azure reports that AKS installed no engine, and only the namespace calico-system of Calico exists: set %s"
                    .formatted(Engine.SETTING))
            : Engine.none(cluster));
  }

  /** What Azure names is applied, but claimed only if its agents are not seen to be down. */
  private static Engine unlessNotReady(Engine named, ClusterSnapshot cluster) {
    boolean down =
        cluster.reported().engine().filter(cluster.agents().notReady()::contains).isPresent();
    return down && named.kind() != Engine.Kind.UNKNOWN
        ? new Engine(
            Engine.Kind.UNKNOWN,
            named.manifest(),
            "Azure reports %s, but its agents are not ready on most of their nodes: repair them"
                .formatted(name(cluster.reported())),
            named.kind())
        : named;
  }

  private static Engine named(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return switch (cluster.reported()) {
      case AZURE_NPM -> Engine.azureNpm();
      case CALICO -> Engine.calico(cluster);
      case CILIUM -> Engine.cilium(spec, cluster);
      case NONE, NOTHING -> throw new IllegalArgumentException("no engine is reported");
    };
  }

  private static boolean excludes(ClusterSnapshot cluster) {
    Set<NetworkEngine> seen = cluster.engines().keySet();
    return !seen.isEmpty() && cluster.reported().engine().filter(seen::contains).isEmpty();
  }

  private static String both(ClusterSnapshot cluster) {
    return "Azure reports %s, but %s was detected"
        .formatted(name(cluster.reported()), Engine.names(cluster.engines().keySet()));
  }

  private static boolean agrees(EngineChoice choice, ReportedEngine reported) {
    return switch (choice) {
      case AUTO -> true;
      case NONE, OTHER -> reported == ReportedEngine.NONE;
      case AZURE_NPM, CALICO, CILIUM -> choice.engine().equals(reported.engine());
    };
  }

  private static String name(ReportedEngine reported) {
    return reported.engine().map(NetworkEngine::displayName).orElse("None");
  }
}
