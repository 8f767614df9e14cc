package io.securitybaseline.facts.azure.arm;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAadProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterApiServerAccessProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAutoUpgradeProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSecurityProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSku;
import com.azure.resourcemanager.containerservice.models.PowerState;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedCluster.Access;
import io.securitybaseline.facts.azure.ManagedCluster.ApiServer;
import io.securitybaseline.facts.azure.ManagedCluster.Channels;
import io.securitybaseline.facts.azure.ManagedCluster.Network;
import io.securitybaseline.facts.azure.ManagedCluster.Product;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's model in the operator's terms. Every profile may be null, and nearly every field of
 * one.
 */
final class ClusterMapping {

  private ClusterMapping() {}

  static ManagedCluster of(ManagedClusterId id, ManagedClusterInner inner) {
    return new ManagedCluster(
        id,
        Objects.requireNonNullElse(inner.location(), ""),
        product(inner),
        KubernetesVersion.parse(inner.currentKubernetesVersion())
            .or(() -> KubernetesVersion.parse(inner.kubernetesVersion())),
        defender(inner.securityProfile()),
        access(inner),
        apiServer(inner.apiServerAccessProfile()),
        network(inner.networkProfile()),
        channels(inner.autoUpgradeProfile()),
        pools(inner.agentPoolProfiles(), isStopped(inner.powerState())));
  }

  private static Product product(ManagedClusterInner inner) {
    ManagedClusterSku sku = inner.sku();
    return new Product(
        setting(sku, ManagedClusterSku::name),
        setting(sku, ManagedClusterSku::tier),
        Setting.of(inner.supportPlan()));
  }

  private static boolean defender(@Nullable ManagedClusterSecurityProfile profile) {
    return profile != null
        && profile.defender() != null
        && profile.defender().securityMonitoring() != null
        && isTrue(profile.defender().securityMonitoring().enabled());
  }

  /** The retired form of the integration names the applications that were registered for it. */
  private static Access access(ManagedClusterInner inner) {
    ManagedClusterAadProfile profile = inner.aadProfile();
    boolean managed = profile != null && isTrue(profile.managed());
    boolean legacy =
        profile != null
            && !managed
            && (isSaid(profile.serverAppId()) || isSaid(profile.clientAppId()));
    return new Access(
        managed || legacy,
        legacy,
        profile != null && isTrue(profile.enableAzureRbac()),
        !isTrue(inner.disableLocalAccounts()));
  }

  private static ApiServer apiServer(@Nullable ManagedClusterApiServerAccessProfile profile) {
    return profile == null
        ? new ApiServer(false, List.of())
        : new ApiServer(isTrue(profile.enablePrivateCluster()), list(profile.authorizedIpRanges()));
  }

  private static Network network(@Nullable ContainerServiceNetworkProfile profile) {
    return new Network(
        setting(profile, ContainerServiceNetworkProfile::networkPlugin),
        setting(profile, ContainerServiceNetworkProfile::networkPolicy),
        setting(profile, ContainerServiceNetworkProfile::networkDataplane));
  }

  private static Channels channels(@Nullable ManagedClusterAutoUpgradeProfile profile) {
    return new Channels(
        setting(profile, ManagedClusterAutoUpgradeProfile::upgradeChannel),
        setting(profile, ManagedClusterAutoUpgradeProfile::nodeOSUpgradeChannel));
  }

  private static List<AgentPool> pools(
      @Nullable List<ManagedClusterAgentPoolProfile> profiles, boolean clusterStopped) {
    return list(profiles).stream()
        .filter(profile -> profile.name() != null)
        .map(profile -> pool(profile, clusterStopped || isStopped(profile.powerState())))
        .sorted(Comparator.comparing(AgentPool::name))
        .toList();
  }

  private static boolean isStopped(@Nullable PowerState state) {
    return state != null && Setting.of(state.code()).is("Stopped");
  }

  private static AgentPool pool(ManagedClusterAgentPoolProfile profile, boolean stopped) {
    return new AgentPool(
        profile.name(),
        Setting.of(profile.osType()),
        Setting.of(profile.osSku()),
        Setting.of(profile.mode()),
        Objects.requireNonNullElse(profile.count(), 0),
        KubernetesVersion.parse(profile.currentOrchestratorVersion())
            .or(() -> KubernetesVersion.parse(profile.orchestratorVersion())),
        Optional.ofNullable(profile.nodeImageVersion()).filter(ClusterMapping::isSaid),
        stopped);
  }

  private static <T> Setting setting(@Nullable T profile, Function<T, @Nullable Object> field) {
    return profile == null ? Setting.ABSENT : Setting.of(field.apply(profile));
  }

  private static boolean isSaid(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /** Without the nulls that a list of JSON may hold. */
  static <T> List<T> list(@Nullable List<T> items) {
    return items == null ? List.of() : items.stream().filter(Objects::nonNull).toList();
  }
}
