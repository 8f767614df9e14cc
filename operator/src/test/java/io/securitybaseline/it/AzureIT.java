package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.testing.LiveAgents;
import io.securitybaseline.testing.LiveBaseline;
import io.securitybaseline.testing.LiveNodePool;
import io.securitybaseline.testing.TestNamespaces;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Documents;
import io.securitybaseline.testing.azure.Reply;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program, a real API server, and a server that speaks Azure's protocol. */
class AzureIT {

  private static final int MOST_REQUESTS = 10;
  private static final int POOLS = 2;
  private static final String WITH_AZURE =
      """
      mode: Enforce
      cluster: {resourceId: "%s"}
      """
          .formatted(AzureServer.CLUSTER.path());

  private static final String ON_CALICO_WITH_AZURE =
      WITH_AZURE + "instanceMetadata: {engine: Calico}\n";

  @TempDir static Path folder;

  private static AzureOperator operator;
  private static AzureServer azure;
  private static LiveBaseline baseline;
  private static TestNamespaces namespaces;

  @BeforeAll
  static void start() {
    operator = AzureOperator.start(folder, "{}");
    azure = operator.azure();
    baseline = operator.baseline();
    namespaces = operator.namespaces();
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @AfterEach
  void remove() {
    sensor().delete();
    operator.reset();
  }

  @Test
  void withoutResourceIdAzureIsNotAskedAndThatIsSaid() {
    baseline.applyAndSettle(Specs.AUDIT_ON_CALICO);

    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("Unknown");
    assertThat(condition("ClusterHardened").getReason()).isEqualTo("NotConfigured");
    assertThat(condition("ClusterHardened").getMessage()).contains("spec.cluster.resourceId");
    assertThat(condition("KubernetesVersionSupported").getReason()).isEqualTo("NotConfigured");
    assertThat(section().reachable()).isNull();
    assertThat(section().checks())
        .extracting(ClusterCheck::result)
        .containsOnly(CheckResult.UNKNOWN);
    assertThat(azure.asked()).isEmpty();
  }

  @Test
  void aDisabledControlReportsNothing() {
    baseline.applyAndSettle(
        """
        instanceMetadata: {engine: Calico}
        cluster: {mode: "Off"}
        """);

    assertThat(baseline.status().cluster()).isNull();
    assertThat(baseline.condition("ClusterHardened")).isEmpty();
    assertThat(baseline.condition("KubernetesVersionSupported")).isEmpty();
  }

  @Test
  void soundClusterIsSaidToBeAndCostsFewRequests() {
    sensor().withImage("sensor").ready(1, 1);
    Documents.sound().serve(azure);
    baseline.applyAndSettle(WITH_AZURE);

    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("True");
    assertThat(condition("KubernetesVersionSupported").getStatus()).isEqualTo("True");
    assertThat(section().reachable()).isTrue();
    assertThat(section().kubernetesVersion()).isEqualTo("1.36.3");
    assertThat(azure.armRequests())
        .hasSizeBetween(POOLS, MOST_REQUESTS + POOLS)
        .doesNotHaveDuplicates();
  }

  @Test
  void violationsHaveTheCommandThatFixesThemAndAreReportedOnce() {
    Documents.sound().but("cluster: {properties: {securityProfile: null}}").serve(azure);
    baseline.applyAndSettle(WITH_AZURE);

    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("False");
    assertThat(condition("ClusterHardened").getMessage()).contains("--enable-defender");
    assertThat(condition("Compliant").getStatus()).isEqualTo("False");
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
    eventually(() ->
        assertThat(baseline.events("RequirementsNotMet"))
            .singleElement()
            .extracting(Event::getMessage)
            .asString()
            .startsWith("ClusterHardened: "));
  }

  @Test
  void defenderCountsOnlyWhereItsSensorIsSeen() {
    Documents.sound().serve(azure);
    baseline.applyAndSettle(WITH_AZURE);

    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("Unknown");
    assertThat(condition("ClusterHardened").getReason()).isEqualTo("ComponentNotFound");

    sensor().withImage("sensor").ready(1, 2);
    eventually(
        () -> assertThat(condition("ClusterHardened").getMessage()).contains("only 1 of 2 pods"));

    sensor().ready(2, 2);
    eventually(() -> assertThat(condition("ClusterHardened").getStatus()).isEqualTo("True"));
  }

  @Test
  void outageChangesNothingButTheDoubt() {
    sensor().withImage("sensor").ready(1, 1);
    Documents.sound().serve(azure);
    baseline.applyAndSettle(WITH_AZURE);
    azure.on("cluster", Reply.error(503, "ServiceUnavailable"));
    baseline.requestPass();

    eventually(() -> assertThat(section().reachable()).isFalse());
    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("True");
    assertThat(condition("ClusterHardened").getMessage()).contains("as of", "status 503");
    assertThat(section().checks()).extracting(ClusterCheck::result).contains(CheckResult.PASS);
    assertThat(condition("Ready").getStatus()).isEqualTo("True");

    Documents.sound().serve(azure);
    baseline.requestPass();
    eventually(() -> assertThat(section().reachable()).isTrue());
  }

  @Test
  void silenceHoldsUpNoOtherControl() {
    CountDownLatch end = new CountDownLatch(1);
    azure.on("cluster", Reply.silentUntil(end));
    String shop = namespaces.create("shop");

    baseline.apply(ON_CALICO_WITH_AZURE);

    eventually(() -> assertThat(namespaces.policy(shop)).isPresent());
    eventually(() -> assertThat(azure.armRequests()).containsExactly("cluster"));
    eventually(() -> assertThat(condition("ClusterHardened").getReason()).isEqualTo("Evaluating"));
    end.countDown();
    baseline.awaitReady();
  }

  @Test
  void refusalIsUnknownAndEveryOtherControlWorks() {
    azure.on("cluster", Reply.error(403, "AuthorizationFailed"));
    String shop = namespaces.create("shop");
    baseline.applyAndSettle(ON_CALICO_WITH_AZURE);

    assertThat(condition("ClusterHardened").getStatus()).isEqualTo("Unknown");
    assertThat(condition("ClusterHardened").getReason()).isEqualTo("AzureForbidden");
    assertThat(condition("ClusterHardened").getMessage()).contains("managedClusters/read");
    eventually(() -> assertThat(namespaces.policy(shop)).isPresent());
  }

  @Test
  void engineIsTheOneThatAzureNames() {
    Documents.sound()
        .but(
            "cluster: {properties: {networkProfile: {networkPolicy: Calico, networkDataplane:"
                + " azure}}}")
        .serve(azure);
    String shop = namespaces.create("shop");
    baseline.apply(WITH_AZURE);

    eventually(() -> assertThat(baseline.instanceMetadata().engine()).isEqualTo("Calico"));
    eventually(() -> assertThat(namespaces.policy(shop)).isPresent());
    eventually(
        () -> assertThat(condition("InstanceMetadataRestricted").getStatus()).isEqualTo("True"));
  }

  @Test
  void poolsAreHeldAgainstTheNewestImageThatAzureOffers() {
    Documents.sound().serve(azure);
    LiveNodePool pool = new LiveNodePool(operator.cluster().client(), "nodepool1");
    pool.create(0, "AKSUbuntu-2404gen2containerd-202611.03.0");
    try {
      baseline.applyAndSettle(WITH_AZURE);

      eventually(() ->
          assertThat(Objects.requireNonNull(baseline.status().nodes()).pools())
              .extracting(NodePoolStatus::name, NodePoolStatus::latestImage)
              .containsExactly(tuple("nodepool1", "AKSUbuntu-2404gen2containerd-202611.10.0")));
    } finally {
      pool.delete();
    }
  }

  private ClusterStatus section() {
    return Objects.requireNonNull(baseline.status().cluster(), "no section cluster");
  }

  private static LiveAgents sensor() {
    return new LiveAgents(operator.cluster(), "kube-system", "microsoft-defender-collector-ds");
  }

  private Condition condition(String type) {
    return baseline.condition(type).orElseThrow();
  }
}
