package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.EngineChoice;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.controls.instancemetadata.engine.AzureNpmModel;
import io.securitybaseline.controls.instancemetadata.engine.CalicoModel;
import io.securitybaseline.controls.instancemetadata.engine.CiliumModel;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.controls.instancemetadata.engine.OtherModel;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The network policy engine of the cluster, as far as it is known, and the matching objects.
 *
 * @param kind what may be claimed
 * @param manifest the NetworkPolicy to apply in every namespace; absent where none must be applied
 * @param doubt for the kinds that need a decision of the user: what is missing and what to set, as
 *     the end of a sentence; else empty
 * @param form the engine whose objects are handled: the kind itself, or, while that is unknown, the
 *     engine that was established before. In doubt its objects are kept and repaired, and nothing
 *     is removed
 */
record Engine(Kind kind, @Nullable Manifest manifest, String doubt, Kind form) {

  Engine(Kind kind, @Nullable Manifest manifest, String doubt) {
    this(kind, manifest, doubt, kind);
  }

  /** What is to be done, by engine. */
  enum Kind {
    AZURE_NPM("AzureNpm"),
    CALICO("Calico"),
    /** Cilium that understands a deny without default deny: one object for the whole cluster. */
    CILIUM_DENY("Cilium"),
    /** An older Cilium; a NetworkPolicy costs pods more than the address, so only by opt-in. */
    CILIUM_LEGACY("Cilium"),
    /** An engine that implements the API as specified. */
    OTHER("Other"),
    /** According to the user or Azure, no engine enforces policies. */
    NONE("None"),
    UNKNOWN("Unknown");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** As in the status. */
    String shown() {
      return shown;
    }
  }

  static final String SETTING = "spec.instanceMetadata.engine";

  /** The same doubt, but what is in place for the given engine is kept and repaired. */
  Engine keeping(Engine established) {
    return new Engine(Kind.UNKNOWN, established.manifest, doubt, established.kind);
  }

  /** On Azure NPM one IPv6 block makes a policy void, so never one, whatever the nodes have. */
  static Engine azureNpm() {
    return new Engine(Kind.AZURE_NPM, Manifest.IPV4, "");
  }

  static Engine calico(ClusterSnapshot cluster) {
    if (!cluster.windowsNodes()) {
      return new Engine(Kind.CALICO, plain(cluster), "");
    }
    return new Engine(
        Kind.CALICO,
        cluster.ipv6() ? Manifest.CALICO_WINDOWS_DUAL_STACK : Manifest.CALICO_WINDOWS,
        "");
  }

  static Engine cilium(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    if (!cluster.ciliumPolicyServed()) {
      return unknown(
          null,
          "Cilium does not serve CiliumClusterwideNetworkPolicy here: install its CRDs or correct "
              + SETTING);
    }
    String tag = cluster.engines().get(NetworkEngine.CILIUM);
    if (tag == null) {
      return unknown(null, CiliumAgents.missing(cluster));
    }
    if (cluster.agents().updating().contains(NetworkEngine.CILIUM)) {
      return unknown(
          null,
          "the DaemonSet of Cilium's agents is being updated, and the version of all agents is"
              + " known only after the rollout: complete it");
    }
    Optional<CiliumVersion> version = CiliumVersion.parse(tag);
    return version.isEmpty()
        ? unknown(null, CiliumAgents.UNKNOWN_VERSION)
        : cilium(spec, cluster, version);
  }

  static Engine cilium(
      InstanceMetadataSpec spec, ClusterSnapshot cluster, Optional<CiliumVersion> version) {
    Optional<String> doubt = CiliumAgents.withoutDenyAlone(cluster, version);
    if (doubt.isEmpty()) {
      return new Engine(Kind.CILIUM_DENY, null, "");
    }
    if (!spec.allowLegacyCilium()) {
      return new Engine(Kind.CILIUM_LEGACY, null, doubt.get());
    }
    return new Engine(
        Kind.CILIUM_LEGACY,
        cluster.ipv6() ? Manifest.CILIUM_LEGACY_DUAL_STACK : Manifest.CILIUM_LEGACY,
        doubt.get());
  }

  /** A plain policy would cut DNS the moment Cilium enforces it, so it is not even prepared. */
  static Engine none(ClusterSnapshot cluster) {
    boolean maybeCilium =
        cluster.ciliumPolicyServed()
            || cluster.engines().containsKey(NetworkEngine.CILIUM)
            || cluster.agents().notReady().contains(NetworkEngine.CILIUM);
    return new Engine(Kind.NONE, maybeCilium ? null : plain(cluster), "");
  }

  static Engine unknown(@Nullable Manifest manifest, String doubt) {
    return new Engine(Kind.UNKNOWN, manifest, doubt);
  }

  /**
   * The same, but with the blocks for Windows if the operator's policies already have them. They
   * are equivalent on Linux, and an autoscaler may add Windows nodes while the operator is down.
   */
  Engine keeping(Collection<NetworkPolicy> own) {
    boolean mayBeCalico = form == Kind.CALICO || form == Kind.UNKNOWN;
    return mayBeCalico && manifest != null && own.stream().anyMatch(Manifest::isForWindows)
        ? new Engine(kind, manifest.forWindows(), doubt, form)
        : this;
  }

  static Manifest plain(ClusterSnapshot cluster) {
    return cluster.ipv6() ? Manifest.DUAL_STACK : Manifest.IPV4;
  }

  /** The contradiction between the spec and the cluster, as the end of a sentence. */
  static Optional<String> contradiction(EngineChoice reported, ClusterSnapshot cluster) {
    Set<NetworkEngine> seen = cluster.engines().keySet();
    boolean agrees =
        reported == EngineChoice.AUTO
            || reported.engine().map(seen::contains).orElseGet(seen::isEmpty);
    return agrees
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but %s was detected: correct it if this is not intended"
                .formatted(SETTING, reported, seen.isEmpty() ? "no agent of it" : names(seen)));
  }

  static String names(Set<NetworkEngine> engines) {
    return EnumSet.copyOf(engines).stream()
        .map(NetworkEngine::displayName)
        .collect(Collectors.joining(" and "));
  }

  /** The manifest to measure other policies by, also where none is applied. */
  Manifest yardstick() {
    if (manifest != null) {
      return manifest;
    }
    return isCilium() ? Manifest.CILIUM_LEGACY : Manifest.IPV4;
  }

  /** How policies have their effect on the engine whose objects are handled. */
  EngineModel model() {
    return switch (form) {
      case AZURE_NPM -> new AzureNpmModel();
      case CALICO -> new CalicoModel();
      case CILIUM_DENY, CILIUM_LEGACY -> new CiliumModel();
      case OTHER, NONE, UNKNOWN -> new OtherModel();
    };
  }

  /** Whether pods on Windows nodes are beyond what can be applied here. */
  boolean leavesWindowsOpen() {
    return form == Kind.AZURE_NPM || isCilium();
  }

  /** Whether Cilium's own policies take effect. */
  boolean isCilium() {
    return form == Kind.CILIUM_DENY || form == Kind.CILIUM_LEGACY;
  }
}
