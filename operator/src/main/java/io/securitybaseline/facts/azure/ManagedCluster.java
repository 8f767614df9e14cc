package io.securitybaseline.facts.azure;

import java.util.List;
import java.util.Optional;

/**
 * The settings of an AKS cluster, as far as anything is decided by them. What Azure leaves out has
 * its documented meaning: a profile that is absent is a feature that is off.
 *
 * @param id as the user gave it
 * @param location the region, such as {@code westeurope}
 * @param product what was bought
 * @param version that the control plane runs
 * @param defender whether the sensor of Defender for Containers is on
 * @param pools by name
 */
public record ManagedCluster(
    ManagedClusterId id,
    String location,
    Product product,
    Optional<KubernetesVersion> version,
    boolean defender,
    Access access,
    ApiServer apiServer,
    Network network,
    Channels channels,
    List<AgentPool> pools) {

  public ManagedCluster {
    pools = List.copyOf(pools);
  }

  /**
   * What was bought.
   *
   * @param name {@code Base} or {@code Automatic}
   * @param tier {@code Free}, {@code Standard} or {@code Premium}
   * @param supportPlan {@code KubernetesOfficial} or {@code AKSLongTermSupport}
   */
  public record Product(Setting name, Setting tier, Setting supportPlan) {

    /** Whether patches are available for another year; needs both tier and plan. */
    public boolean isLongTermSupport() {
      return tier.is("Premium") && supportPlan.is("AKSLongTermSupport");
    }
  }

  /**
   * How users access the cluster.
   *
   * @param entra whether Entra ID is integrated, so that its groups match users
   * @param legacyEntra whether it is integrated in the retired form, by its own applications
   * @param azureRbac whether Azure role assignments grant access beside Kubernetes RBAC
   * @param localAccounts whether the certificates of local accounts are available
   */
  public record Access(
      boolean entra, boolean legacyEntra, boolean azureRbac, boolean localAccounts) {}

  /**
   * Who may reach the API server.
   *
   * @param authorizedRanges CIDRs or service tags; none: no restriction
   */
  public record ApiServer(boolean isPrivate, List<String> authorizedRanges) {

    public ApiServer {
      authorizedRanges = List.copyOf(authorizedRanges);
    }
  }

  /**
   * The pods' network.
   *
   * @param plugin {@code azure}, {@code kubenet} or {@code none}
   * @param policy the engine: {@code none}, {@code calico}, {@code azure} or {@code cilium}
   * @param dataplane {@code azure} or {@code cilium}
   */
  public record Network(Setting plugin, Setting policy, Setting dataplane) {}

  /**
   * What is upgraded by itself.
   *
   * @param cluster {@code rapid}, {@code stable}, {@code patch}, {@code node-image}, {@code none}
   * @param nodeOs {@code None}, {@code Unmanaged}, {@code SecurityPatch}, {@code NodeImage}
   */
  public record Channels(Setting cluster, Setting nodeOs) {}
}
