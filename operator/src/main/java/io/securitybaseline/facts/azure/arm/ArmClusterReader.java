package io.securitybaseline.facts.azure.arm;

import com.azure.core.http.rest.PagedFlux;
import com.azure.resourcemanager.containerservice.fluent.ContainerServiceManagementClient;
import com.azure.resourcemanager.containerservice.fluent.models.AgentPoolUpgradeProfileInner;
import com.azure.resourcemanager.containerservice.fluent.models.MaintenanceConfigurationInner;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Attempt;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import io.securitybaseline.facts.azure.Part;
import io.securitybaseline.facts.azure.Setting;
import io.securitybaseline.facts.azure.client.AzureSettings;
import io.securitybaseline.facts.azure.client.Timeouts;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Reads a cluster through the SDK: four requests and a preview one, and one for each pool. */
final class ArmClusterReader implements ManagedClusterReader {

  private static final String READ = "Microsoft.ContainerService/managedClusters/read";
  private static final String UPGRADES =
      "Microsoft.ContainerService/managedClusters/upgradeProfiles/read";
  private static final String VERSIONS =
      "Microsoft.ContainerService/locations/kubernetesVersions/read (at the subscription)";
  private static final String MAINTENANCE =
      "Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read";
  private static final String POOL_UPGRADES =
      "Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles/read";

  private static final Set<Kind> VERSION_REFUSED = Set.of(Kind.MISCONFIGURED, Kind.NOT_FOUND);

  /** AKS knows three maintenance configurations; the round is limited for every response. */
  private static final int MOST_PAGES = 3;

  private final ManagedClusterId id;
  private final ContainerServiceManagementClient client;
  private final PreviewRequest preview;
  private final Timeouts patience;

  ArmClusterReader(
      ManagedClusterId id,
      ContainerServiceManagementClient client,
      PreviewRequest preview,
      Timeouts patience) {
    this.id = id;
    this.client = client;
    this.preview = preview;
    this.patience = patience;
  }

  @Override
  public Attempt read() {
    ArmRound round = new ArmRound(patience, System::nanoTime);
    Part<ManagedClusterInner> answer =
        round.ask(
            client.getManagedClusters().getByResourceGroupAsync(id.resourceGroup(), id.name()),
            READ,
            inner -> inner);
    return answer.either(
        inner ->
            inner.location() == null
                ? new Attempt.Failed(
                    new Failure(
                        Kind.UNREADABLE, "the answer from Azure does not describe a cluster"))
                : new Attempt.Succeeded(facts(round, ClusterMapping.of(id, inner))),
        failure -> new Attempt.Failed(ofCluster(failure)));
  }

  private static Failure ofCluster(Failure failure) {
    return failure.kind() == Kind.NOT_FOUND
        ? new Failure(
            Kind.NOT_FOUND, "Azure has no cluster with this id: correct spec.cluster.resourceId")
        : failure;
  }

  private ManagedClusterFacts facts(ArmRound round, ManagedCluster cluster) {
    return new ManagedClusterFacts(
        cluster,
        round.ask(
            client.getManagedClusters().getUpgradeProfileAsync(id.resourceGroup(), id.name()),
            UPGRADES,
            VersionMapping::upgrades),
        round.ask(
            client.getManagedClusters().listKubernetesVersionsAsync(cluster.location()),
            VERSIONS,
            VersionMapping::minors),
        round.ask(maintenance(), MAINTENANCE, names -> names),
        podLinkLocalAccess(round),
        latestImages(round, cluster));
  }

  private Mono<Set<String>> maintenance() {
    PagedFlux<MaintenanceConfigurationInner> pages =
        client
            .getMaintenanceConfigurations()
            .listByManagedClusterAsync(id.resourceGroup(), id.name());
    return pages
        .byPage()
        .take(MOST_PAGES)
        .flatMapIterable(page -> page.getValue())
        .filter(configuration -> configuration.name() != null)
        .map(MaintenanceConfigurationInner::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A preview version that is cleaned up is rejected as malformed, or as one that knows no such
   * type of resource: the cluster itself has just been read.
   */
  private Part<Setting> podLinkLocalAccess(ArmRound round) {
    Part<Setting> answer = round.ask(preview.podLinkLocalAccess(), READ, setting -> setting);
    return answer
        .missing()
        .filter(failure -> VERSION_REFUSED.contains(failure.kind()))
        .<Part<Setting>>map(_ ->
            new Part.Missing<>(
                new Failure(
                    Kind.VERSION_REFUSED,
                    "Azure does not serve this preview version: set "
                        + AzureSettings.PREVIEW_API_VERSION
                        + " to a newer one")))
        .orElse(answer);
  }

  private SortedMap<String, Part<Optional<String>>> latestImages(
      ArmRound round, ManagedCluster cluster) {
    SortedMap<String, Part<Optional<String>>> images = new TreeMap<>();
    for (AgentPool pool : cluster.pools()) {
      images.put(
          pool.name(),
          round.ask(
              client
                  .getAgentPools()
                  .getUpgradeProfileAsync(id.resourceGroup(), id.name(), pool.name()),
              POOL_UPGRADES,
              ArmClusterReader::latestImage));
    }
    return images;
  }

  private static Optional<String> latestImage(AgentPoolUpgradeProfileInner profile) {
    return Optional.ofNullable(profile.latestNodeImageVersion()).filter(image -> !image.isBlank());
  }
}
