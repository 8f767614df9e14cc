package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.Part;
import io.securitybaseline.facts.azure.Setting;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.AzureServer.Asked;
import io.securitybaseline.testing.azure.Documents;
import io.securitybaseline.testing.azure.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of Azure, and what its answers are taken for. */
class ArmReaderTest extends AgainstAzure {

  private static final int MOST_REQUESTS = 10;

  @Test
  void signsInWithTheFederatedTokenAndReadsEverythingOnce() {
    ManagedClusterFacts facts = facts();

    assertThat(azure.armRequests())
        .containsExactly(
            "cluster",
            "upgrades",
            "versions",
            "maintenance",
            "preview",
            "pool/arm",
            "pool/nodepool1");
    List<Asked> tokens = azure.asked().stream().filter(it -> it.name().equals("token")).toList();
    assertThat(tokens).hasSize(1);
    assertThat(tokens.getFirst().body())
        .contains("client_assertion=" + AzureServer.ASSERTION, "grant_type=client_credentials");
    assertThat(azure.asked())
        .filteredOn(it -> !it.name().equals("token"))
        .allSatisfy(it -> assertThat(it.method()).isEqualTo("GET"));
    assertThat(facts.cluster().defender()).isTrue();
    assertThat(facts.cluster().version().orElseThrow()).hasToString("1.36.3");
    assertThat(facts.podLinkLocalAccess()).isEqualTo(new Part.Known<>(new Setting("None")));
    assertThat(facts.failures()).isEmpty();
    assertThat(answered).hasSize(7).containsOnly(200);
  }

  @Test
  void requestsStayWithinTheirLimitHoweverManyPagesThereAre() {
    azure.on("maintenance", page("a"));
    azure.on("maintenance/next", page("b"));

    ManagedClusterFacts facts = facts();

    assertThat(facts.maintenance().known().orElseThrow()).contains("a", "b");
    assertThat(azure.armRequests().size())
        .isLessThanOrEqualTo(MOST_REQUESTS + facts.cluster().pools().size());
  }

  @Test
  void everyProfileMayBeNull() {
    Documents.sound()
        .but(
            """
            cluster: {sku: null, properties: null}
            preview: {location: westeurope, properties: {networkProfile: null}}
            upgrades: {properties: {controlPlaneProfile: {upgrades: null}}}
            versions: {values: null}
            maintenance: {value: null}
            """)
        .serve(azure);

    ManagedClusterFacts facts = facts();

    assertThat(facts.cluster().defender()).isFalse();
    assertThat(facts.cluster().access().entra()).isFalse();
    assertThat(facts.cluster().access().localAccounts()).isTrue();
    assertThat(facts.cluster().version()).isEmpty();
    assertThat(facts.cluster().pools()).isEmpty();
    assertThat(facts.podLinkLocalAccess()).isEqualTo(new Part.Known<>(Setting.ABSENT));
    assertThat(facts.failures()).isEmpty();
  }

  @Test
  void unknownValuesAreKeptUnchanged() {
    Documents.sound()
        .but(
            """
            cluster:
              sku: {name: Quantum}
              properties:
                networkProfile: {networkPolicy: Ebpf2}
                agentPoolProfiles: [{name: win, osType: Windows, osSKU: Windows2031, mode: Gateway}]
                somethingNew: [1, {a: b}]
            """)
        .serve(azure);

    ManagedClusterFacts facts = facts();

    assertThat(facts.cluster().product().name()).isEqualTo(new Setting("Quantum"));
    assertThat(facts.cluster().network().policy()).isEqualTo(new Setting("Ebpf2"));
    assertThat(facts.cluster().pools().getFirst().osSku()).isEqualTo(new Setting("Windows2031"));
  }

  @Test
  void pathOfThePreviewRequestIsEncoded() {
    var id = new ManagedClusterId("s", "größe #1", "shop");

    assertThat(PreviewRequest.url("https://arm.example", id, "2025-10-02-preview"))
        .isEqualTo(
            "https://arm.example/subscriptions/s/resourceGroups/gr%C3%B6%C3%9Fe%20%231/providers"
                + "/Microsoft.ContainerService/managedClusters/shop?api-version=2025-10-02-preview");
  }

  private Reply page(String name) {
    return Reply.json(
        """
        {"value":[{"name":"%s"}],"nextLink":"%s%s/maintenanceConfigurations?api-version=1&skiptoken=x"}\
        """
            .formatted(name, azure.url(), AzureServer.CLUSTER.path()));
  }
}
