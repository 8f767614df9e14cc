package io.securitybaseline.testing;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controlplane.ControlPlane;

/** A control plane as an administrator uses it, with the operator's custom resource installed. */
public final class TestCluster implements AutoCloseable {

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("tester")
          .withForce(true)
          .build();

  private final ControlPlane controlPlane;
  private final KubernetesClient client;

  private TestCluster(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    this.client = client(Config.fromKubeconfig(controlPlane.adminKubeconfig()));
  }

  /**
   * The API server takes the field manager from the user agent: as kubectl's without server-side
   * apply, with which users make single changes. Others are owners of what they change.
   */
  private static KubernetesClient client(Config config) {
    return clientOf("kubectl", config);
  }

  /** A client of the tests' own, with a field manager by which it is known. */
  public KubernetesClient clientOf(String fieldManager) {
    return clientOf(fieldManager, Config.fromKubeconfig(controlPlane.adminKubeconfig()));
  }

  private static KubernetesClient clientOf(String fieldManager, Config config) {
    config.setUserAgent(fieldManager + "/v1.0 (tests)");
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Installs the custom resource and answers with the cluster. */
  public static TestCluster on(ControlPlane controlPlane) {
    TestCluster cluster = new TestCluster(controlPlane);
    cluster.installCrd();
    return cluster;
  }

  /** A client whom RBAC never rejects. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * The same, but it sends each request once. Where the answer to a write is lost, the usual client
   * sends it again, is reported of a conflict with itself, and its user believes that nothing was
   * written.
   */
  public KubernetesClient clientThatRepeatsNothing() {
    Config config = Config.fromKubeconfig(controlPlane.adminKubeconfig());
    config.setRequestRetryBackoffLimit(0);
    return client(config);
  }

  public ControlPlane controlPlane() {
    return controlPlane;
  }

  public LiveBaseline baseline() {
    return new LiveBaseline(this);
  }

  /** Applies one object, server side, as {@code kubectl apply} would. */
  public HasMetadata apply(String yaml) {
    return client.resource(yaml).patch(APPLY);
  }

  /**
   * Creates one object, or replaces it, as {@code kubectl create} and {@code kubectl replace}
   * would.
   */
  public HasMetadata write(String yaml) {
    return client.resource(yaml).createOr(existing -> existing.update());
  }

  /**
   * Installs a definition and waits until the API server serves what it defines: for a moment after
   * it is said to be established the answer may still be 404.
   */
  public void installCrd(String yaml) {
    String name = apply(yaml).getMetadata().getName();
    eventually(() -> {
      CustomResourceDefinition definition = definition(name);
      assertThat(definition.getStatus().getConditions())
          .anySatisfy(condition -> {
            assertThat(condition.getType()).isEqualTo("Established");
            assertThat(condition.getStatus()).isEqualTo("True");
          });
      client.genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(definition)).list();
    });
  }

  /** Installs the operator's own definition. */
  public void installCrd() {
    installCrd(
        GeneratedFile.read(
            "crds/" + HasMetadata.getFullResourceName(SecurityBaseline.class) + ".yaml"));
  }

  /** Removes a definition and all of its objects, and waits until it is gone. */
  public void removeCrd(String name) {
    var definition = client.apiextensions().v1().customResourceDefinitions().withName(name);
    definition.delete();
    eventually(() -> assertThat(definition.get()).isNull());
  }

  /** The operator that holds the lease; empty once it was given back. */
  public String leader(OperatorAccess access) {
    return client
        .leases()
        .inNamespace(access.namespace())
        .withName("security-baseline-operator")
        .require()
        .getSpec()
        .getHolderIdentity();
  }

  private CustomResourceDefinition definition(String name) {
    return client.apiextensions().v1().customResourceDefinitions().withName(name).require();
  }

  @Override
  public void close() {
    client.close();
  }
}
