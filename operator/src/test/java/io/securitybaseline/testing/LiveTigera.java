package io.securitybaseline.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;

/** What the Tigera operator leaves in a cluster on which it installs Calico. */
public final class LiveTigera {

  private static final String CRD = "installations.operator.tigera.io";

  private final TestCluster cluster;

  public LiveTigera(TestCluster cluster) {
    this.cluster = cluster;
  }

  /** Installs its definition, with one Installation, and answers with a namespace of its own. */
  public Namespace install(String crd, String namespace) {
    cluster.installCrd(crd);
    HasMetadata installation =
        cluster.apply(
            """
            apiVersion: operator.tigera.io/v1
            kind: Installation
            metadata: {name: default}
            spec: {}
            """);
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(namespace)
        .addToLabels("name", namespace)
        .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
        .addNewOwnerReference()
        .withApiVersion("operator.tigera.io/v1")
        .withKind("Installation")
        .withName("default")
        .withUid(installation.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  public void remove() {
    cluster.removeCrd(CRD);
  }
}
