package io.securitybaseline.controls.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.ApiServerAccess;
import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.controls.cluster.Posture.Checked;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedCluster.Access;
import io.securitybaseline.facts.azure.ManagedCluster.ApiServer;
import io.securitybaseline.facts.azure.ManagedCluster.Channels;
import io.securitybaseline.facts.azure.ManagedCluster.Network;
import io.securitybaseline.facts.azure.ManagedCluster.Product;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Minor;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Upgrade;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.Part;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.Setting;
import io.securitybaseline.report.StatusReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that is cut off cannot be copied: names are as long as Azure allows. */
class ClusterCommandsTest {

  private static final ManagedClusterId ID =
      new ManagedClusterId(
          "0b1f6471-1bf0-4dda-aec3-cb9272f09590", "rg-(" + "g".repeat(84) + ")x", "c".repeat(63));

  private static final Product LTS =
      new Product(Setting.of("Base"), Setting.of("Standard"), Setting.of("AKSLongTermSupport"));

  private static final Product PREMIUM =
      new Product(Setting.of("Base"), Setting.of("Premium"), Setting.of("AKSLongTermSupport"));

  @ParameterizedTest
  @MethodSource("clusters")
  void noCheckIsCutOff(ManagedCluster cluster) {
    assertThat(cluster.id().resourceGroup()).hasSize(90);
    Posture posture =
        new ClusterControl()
            .posture(
                new AzureSnapshot(
                    new Reading.Fresh(facts(cluster), Instant.EPOCH),
                    LocalDate.parse("2029-01-01"),
                    Map.of()),
                require());
    List<ClusterCheck> reported =
        Objects.requireNonNull(
                StatusReport.of(
                        1,
                        Mode.AUDIT,
                        List.of(new ClusterReport(posture)),
                        List.of(),
                        Instant.EPOCH)
                    .cluster())
            .checks();

    assertThat(reported)
        .extracting(ClusterCheck::message)
        .containsExactlyElementsOf(posture.checks().stream().map(Checked::message).toList());
    assertThat(reported)
        .extracting(it -> String.valueOf(it.message()))
        .filteredOn(message -> message.contains("az aks"))
        .hasSizeGreaterThan(10);
  }

  static Stream<ManagedCluster> clusters() {
    return Stream.of(
        cluster(LTS, new Access(true, false, false, true), "none", "Linux"),
        cluster(PREMIUM, new Access(true, false, false, true), "azure", "Linux"),
        cluster(LTS, new Access(false, false, false, true), "azure", "Windows"));
  }

  private static ManagedCluster cluster(
      Product product, Access access, String policy, String osType) {
    return new ManagedCluster(
        ID,
        "westeurope",
        product,
        KubernetesVersion.parse("1.31.1"),
        false,
        access,
        new ApiServer(false, List.of()),
        new Network(Setting.of("kubenet"), Setting.of(policy), Setting.ABSENT),
        new Channels(Setting.ABSENT, Setting.of("Unmanaged")),
        IntStream.range(0, 7).mapToObj(i -> pool("pool" + i + "abcdef", osType)).toList());
  }

  private static AgentPool pool(String name, String osType) {
    return new AgentPool(
        name,
        Setting.of(osType),
        Setting.ABSENT,
        Setting.ABSENT,
        3,
        KubernetesVersion.parse("1.27.16"),
        Optional.of("old"),
        false);
  }

  private static ManagedClusterFacts facts(ManagedCluster cluster) {
    TreeMap<String, Part<Optional<String>>> images = new TreeMap<>();
    cluster.pools().forEach(pool -> images.put(pool.name(), new Part.Known<>(Optional.of("new"))));
    KubernetesVersion patch = KubernetesVersion.parse("1.31.13").orElseThrow();
    return new ManagedClusterFacts(
        cluster,
        new Part.Known<>(
            List.of(
                new Upgrade(patch, false),
                new Upgrade(KubernetesVersion.parse("1.32.11").orElseThrow(), false))),
        new Part.Known<>(
            List.of(
                new Minor(patch, false, Set.of(Setting.of("AKSLongTermSupport")), Set.of(patch)))),
        new Part.Known<>(Set.of()),
        new Part.Known<>(Setting.ABSENT),
        images);
  }

  private static ClusterRequirements require() {
    ClusterRequirements defaults = SecurityBaselineSpec.defaults().cluster().require();
    return new ClusterRequirements(
        defaults.defender(),
        defaults.entraIntegration(),
        defaults.localAccountsDisabled(),
        true,
        ApiServerAccess.PRIVATE,
        defaults.networkPolicyEngine(),
        defaults.supportedKubernetesVersion(),
        List.of("NodeImage", "SecurityPatch"),
        false,
        false);
  }
}
