package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.LiveBaseline;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import io.securitybaseline.testing.azure.AzureServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The built program on the shared control plane, with a server that speaks Azure's protocol. */
final class AzureOperator implements AutoCloseable {

  private final AzureServer azure;
  private final TestCluster cluster;
  private final OperatorProcess operator;
  private final TestNamespaces namespaces;

  private AzureOperator(AzureServer azure, TestCluster cluster, OperatorProcess operator) {
    this.azure = azure;
    this.cluster = cluster;
    this.operator = operator;
    this.namespaces = new TestNamespaces(cluster.client());
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param chartValues as YAML, for the rights that it has
   */
  static AzureOperator start(Path folder, String chartValues) {
    AzureServer azure = AzureServer.start();
    ControlPlane controlPlane = ControlPlane.shared();
    TestCluster cluster = TestCluster.on(controlPlane);
    Map<String, String> environment = new HashMap<>(azure.environment(folder));
    environment.put("JAVA_TOOL_OPTIONS", azure.trust().flags(folder));
    OperatorProcess operator =
        OperatorProcess.start(
            OperatorAccess.to(controlPlane, chartValues), folder, "operator", environment);
    operator.awaitReady();
    return new AzureOperator(azure, cluster, operator);
  }

  AzureServer azure() {
    return azure;
  }

  TestCluster cluster() {
    return cluster;
  }

  LiveBaseline baseline() {
    return cluster.baseline();
  }

  TestNamespaces namespaces() {
    return namespaces;
  }

  /** Makes everything as it was at the start. */
  void reset() {
    namespaces.deleteAll();
    baseline().delete();
    eventually(() -> assertThat(namespaces.allPolicies()).isEmpty());
    azure.reset();
  }

  @Override
  public void close() {
    operator.close();
    cluster.close();
    azure.close();
  }
}
