package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Arrays;
import java.util.Optional;

/**
 * The engine that was determined before, which counts while the current one is in doubt. It is read
 * from the status, which survives restarts, or from the existing Cilium policy of the operator.
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

  /** A previous object is missing; it is restored only if the agents are known to support it. */
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
