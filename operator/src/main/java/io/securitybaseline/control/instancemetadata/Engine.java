package io.securitybaseline.control.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.EngineChoice;
import io.securitybaseline.api.InstanceMetadataSpec;
import io.securitybaseline.observe.ClusterSnapshot;
import io.securitybaseline.observe.ClusterSnapshot.SeenEngine;
import io.securitybaseline.observe.PolicySnapshot;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The network policy engine of the cluster, as far as it can be told, and what fits it.
 *
 * @param manifest the NetworkPolicy to apply in every namespace; absent where none must be applied
 * @param doubt for the kinds that need a decision of the user: what is missing and what to set, as
 *     the end of a sentence; else empty
 */
record Engine(Kind kind, @Nullable Manifest manifest, String doubt) {

  /** What is to be done, by engine. */
  enum Kind {
    AZURE_NPM("AzureNpm"),
    CALICO("Calico"),
    /** Cilium that understands a deny without default deny: one object for the whole cluster. */
    CILIUM_DENY("Cilium"),
    /** An older Cilium; a NetworkPolicy costs pods more than the address, so only by opt-in. */
    CILIUM_LEGACY("Cilium"),
    /** An engine that does what the API says. */
    OTHER("Other"),
    /** The user, or Azure, says that nothing enforces policies. */
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

  static Engine resolve(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return switch (spec.engine()) {
      case AUTO -> AzureEngine.resolve(spec, cluster).orElseGet(() -> seen(spec, cluster));
      case NONE -> none(cluster);
      case AZURE_NPM -> azureNpm();
      case CALICO -> calico(cluster);
      case CILIUM -> cilium(spec, cluster);
      case OTHER -> new Engine(Kind.OTHER, plain(cluster), "");
    };
  }

  private static Engine seen(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    Set<SeenEngine> engines = cluster.engines().keySet();
    if (engines.size() > 1) {
      return unknown(
          null,
          "%s were all seen here: set %s to the one that enforces policies, until then nothing is applied"
              .formatted(names(engines), SETTING));
    }
    if (engines.contains(SeenEngine.AZURE_NPM)) {
      return azureNpm();
    }
    if (engines.contains(SeenEngine.CALICO)) {
      return calico(cluster);
    }
    if (engines.contains(SeenEngine.CILIUM)) {
      return cilium(spec, cluster);
    }
    return cluster.ciliumPolicyServed()
        ? unknown(
            null,
            "Cilium's API is served but no agent was seen: set %s, until then nothing is applied"
                .formatted(SETTING))
        : unseen(cluster);
  }

  /** What a namespace of Calico's may be the beginning of is an outage by the plain policy. */
  private static Engine unseen(ClusterSnapshot cluster) {
    return cluster.calicoNamespace()
        ? unknown(
            calico(cluster).manifest(),
            "namespace calico-system is there, but no DaemonSet calico-node was seen: set %s"
                .formatted(SETTING))
        : unknown(plain(cluster), "no known one was seen here: set %s".formatted(SETTING));
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
          "Cilium does not serve CiliumClusterwideNetworkPolicy here: install its CRDs or correct %s,"
                  .formatted(SETTING)
              + " until then nothing is applied");
    }
    String tag = cluster.engines().get(SeenEngine.CILIUM);
    if (tag == null) {
      return unknown(
          null,
          "Cilium was named, but DaemonSet cilium was not seen in kube-system, so that its version"
              + " is"
              + " not known: correct %s, until then nothing is applied".formatted(SETTING));
    }
    return cilium(spec, cluster, CiliumVersion.parse(tag));
  }

  private static Engine cilium(
      InstanceMetadataSpec spec, ClusterSnapshot cluster, Optional<CiliumVersion> version) {
    if (version.filter(CiliumVersion::hasEnableDefaultDeny).isPresent()) {
      return new Engine(Kind.CILIUM_DENY, null, "");
    }
    String what =
        version
            .map(old -> "Cilium %d.%d is older than 1.16".formatted(old.major(), old.minor()))
            .orElse("Cilium has an image tag that does not tell whether it is 1.16 or newer");
    if (!spec.allowLegacyCilium()) {
      return new Engine(Kind.CILIUM_LEGACY, null, what);
    }
    return new Engine(
        Kind.CILIUM_LEGACY,
        cluster.ipv6() ? Manifest.CILIUM_LEGACY_DUAL_STACK : Manifest.CILIUM_LEGACY,
        what);
  }

  /** A plain policy would cut DNS the moment Cilium enforces it, so it is not even prepared. */
  static Engine none(ClusterSnapshot cluster) {
    boolean maybeCilium =
        cluster.ciliumPolicyServed() || cluster.engines().containsKey(SeenEngine.CILIUM);
    return new Engine(Kind.NONE, maybeCilium ? null : plain(cluster), "");
  }

  static Engine unknown(@Nullable Manifest manifest, String doubt) {
    return new Engine(Kind.UNKNOWN, manifest, doubt);
  }

  /**
   * The same, but with the blocks for Windows where policies of ours have them already. They are as
   * good on Linux, and Windows nodes that an autoscaler took away may be back before we are.
   */
  Engine keeping(Collection<NetworkPolicy> own) {
    boolean mayBeCalico = kind == Kind.CALICO || kind == Kind.UNKNOWN;
    return mayBeCalico && manifest != null && own.stream().anyMatch(Manifest::isForWindows)
        ? new Engine(kind, manifest.forWindows(), doubt)
        : this;
  }

  private static Manifest plain(ClusterSnapshot cluster) {
    return cluster.ipv6() ? Manifest.DUAL_STACK : Manifest.IPV4;
  }

  /** What the user says that the cluster does not show, as the end of a sentence. */
  static Optional<String> contradiction(EngineChoice told, ClusterSnapshot cluster) {
    Set<SeenEngine> seen = cluster.engines().keySet();
    Optional<SeenEngine> meant =
        switch (told) {
          case AUTO, NONE, OTHER -> Optional.empty();
          case AZURE_NPM -> Optional.of(SeenEngine.AZURE_NPM);
          case CALICO -> Optional.of(SeenEngine.CALICO);
          case CILIUM -> Optional.of(SeenEngine.CILIUM);
        };
    boolean agrees =
        told == EngineChoice.AUTO || meant.map(seen::contains).orElseGet(seen::isEmpty);
    return agrees
        ? Optional.empty()
        : Optional.of(
            "%s says %s, but %s was seen here: correct it if it is not meant so"
                .formatted(SETTING, told, seen.isEmpty() ? "no agent of it" : names(seen)));
  }

  static String names(Set<SeenEngine> engines) {
    List<String> names =
        EnumSet.copyOf(engines).stream()
            .map(engine ->
                switch (engine) {
                  case AZURE_NPM -> "Azure NPM";
                  case CALICO -> "Calico";
                  case CILIUM -> "Cilium";
                })
            .toList();
    return names.stream().collect(Collectors.joining(" and "));
  }

  /** The manifest to measure other policies by, also where none is applied. */
  Manifest yardstick() {
    if (manifest != null) {
      return manifest;
    }
    return isCilium() ? Manifest.CILIUM_LEGACY : Manifest.IPV4;
  }

  /** Whether it leaves out the policy as a whole, as if it were not there. */
  boolean ignores(PolicySnapshot policy) {
    return kind == Kind.AZURE_NPM && policy.egress().mentionsIpv6();
  }

  /** Whether it takes the policy into account for pods on Windows nodes. */
  boolean enforcesOnWindows(PolicySnapshot policy) {
    return switch (kind) {
      case AZURE_NPM -> policy.egress().features().isEmpty();
      case CILIUM_DENY, CILIUM_LEGACY -> false;
      case CALICO, OTHER, NONE, UNKNOWN -> true;
    };
  }

  /** Whether pods on Windows nodes are beyond what can be applied here. */
  boolean leavesWindowsOpen() {
    return kind == Kind.AZURE_NPM || isCilium();
  }

  /** Whether Cilium's own policies take effect. */
  boolean isCilium() {
    return kind == Kind.CILIUM_DENY || kind == Kind.CILIUM_LEGACY;
  }
}
