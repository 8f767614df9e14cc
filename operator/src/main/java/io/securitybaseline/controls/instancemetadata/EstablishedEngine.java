package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Arrays;
import java.util.Optional;

/**
 * The engine that was determined before, to go on with while it is in doubt which one enforces
 * policies now. It comes from the status, which outlives the operator, or from Cilium's policy of
 * ours that is in place.
 */
final class EstablishedEngine {

  private EstablishedEngine() {}

  /** The engine that the status names, if it is one that has agents. */
  static Optional<NetworkEngine> inStatus(String shown) {
    return Arrays.stream(NetworkEngine.values())
        .filter(engine -> kind(engine).shown().equals(shown))
        .findFirst();
  }

  static Optional<Engine> of(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    boolean denies =
        cluster.ciliumPolicyServed()
            && cluster.ciliumPolicy() != null
            && Ownership.isOurs(cluster.ciliumPolicy());
    NetworkEngine established = cluster.established();
    if (established == null || established == NetworkEngine.CILIUM) {
      return denies
          ? Optional.of(new Engine(Kind.CILIUM_DENY, null, ""))
          : Optional.ofNullable(established).map(_ -> ciliumWithoutPolicy(spec, cluster));
    }
    return Optional.of(
        established == NetworkEngine.CALICO ? Engine.calico(cluster) : Engine.azureNpm());
  }

  /** What was in place is missing; it is put back only if the agents are known to understand it. */
  private static Engine ciliumWithoutPolicy(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    String version = cluster.engines().getOrDefault(NetworkEngine.CILIUM, "");
    Engine engine = Engine.cilium(spec, cluster, CiliumVersion.parse(version));
    return engine.kind() == Kind.CILIUM_DENY && !cluster.ciliumPolicyServed()
        ? new Engine(Kind.CILIUM_LEGACY, null, engine.doubt())
        : engine;
  }

  private static Kind kind(NetworkEngine engine) {
    return switch (engine) {
      case AZURE_NPM -> Kind.AZURE_NPM;
      case CALICO -> Kind.CALICO;
      case CILIUM -> Kind.CILIUM_DENY;
    };
  }
}
