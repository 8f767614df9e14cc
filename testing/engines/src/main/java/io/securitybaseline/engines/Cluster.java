package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.controlplane.ControlPlane;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The control plane of the lab, with one node and no kubelet: the lab says what runs. */
final class Cluster implements AutoCloseable {

  static final String NODE = "node-1";

  private static final int SERVED_SECONDS = 30;

  private final ControlPlane controlPlane;
  private final KubernetesClient client;

  private Cluster(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(controlPlane.adminKubeconfig()))
            .build();
  }

  /** Starts one whose pods need no service account of their own, and adds its node. */
  static Cluster start() {
    Cluster cluster =
        new Cluster(
            ControlPlane.builder()
                .withoutControllerManager()
                .apiServerFlags(
                    "--disable-admission-plugins=ServiceAccount",
                    // Blocks that older API servers have accepted are still stored in clusters.
                    "--feature-gates=StrictIPCIDRValidation=false")
                .start());
    cluster.addNode();
    return cluster;
  }

  private void addNode() {
    apply(
        Manifests.parse(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: %s, labels: {kubernetes.io/os: linux}}
            spec: {podCIDR: 10.244.0.0/16, podCIDRs: [10.244.0.0/16]}
            """
                .formatted(NODE)));
    patchStatus(
        Manifests.parse(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: %s}
                status:
                  addresses: [{type: InternalIP, address: %s}]
                  conditions: [{type: Ready, status: "True"}]
                  nodeInfo: {operatingSystem: linux, architecture: amd64, kubeletVersion: v1.36.3}
                """
                    .formatted(NODE, Target.NODE_IP))
            .getFirst());
  }

  KubernetesClient client() {
    return client;
  }

  Path kubeconfig() {
    return controlPlane.kubeconfigFile();
  }

  /** Creates or changes objects, in their order. */
  void apply(List<HasMetadata> objects) {
    for (HasMetadata object : objects) {
      try {
        client
            .resource(object)
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager("lab")
                    .withForce(true)
                    .build());
      } catch (KubernetesClientException e) {
        throw new LabException(
            "cannot apply %s %s/%s: %s"
                .formatted(
                    object.getKind(),
                    object.getMetadata().getNamespace(),
                    object.getMetadata().getName(),
                    e.getMessage()),
            e);
      }
    }
  }

  /** Creates a pod that runs on the node and has that address, or none yet if it is empty. */
  void applyPod(Pod pod, String ip) {
    Pod scheduled = scheduled(pod);
    apply(List.of(scheduled));
    if (!ip.isEmpty()) {
      patchStatus(running(scheduled, ip));
    }
  }

  /** Deletes an object at once: there is no kubelet that would end a pod. */
  void delete(HasMetadata object) {
    client.resource(object).withGracePeriod(0).delete();
  }

  /** Ends a namespace with its pods and policies, as the controller manager does elsewhere. */
  void end(String name) {
    client.pods().inNamespace(name).withGracePeriod(0).delete();
    client.network().v1().networkPolicies().inNamespace(name).delete();
    client.namespaces().withName(name).delete();
    Namespace ending = client.namespaces().withName(name).get();
    if (ending != null) {
      ending.getSpec().setFinalizers(List.of());
      client.raw(
          "/api/v1/namespaces/" + name + "/finalize",
          "PUT",
          client.getKubernetesSerialization().asJson(ending));
    }
  }

  private static Pod scheduled(Pod pod) {
    boolean noContainers =
        pod.getSpec() == null
            || pod.getSpec().getContainers() == null
            || pod.getSpec().getContainers().isEmpty();
    Container main =
        new ContainerBuilder().withName("main").withImage("example.invalid/a:1").build();
    PodBuilder builder = new PodBuilder(pod);
    var spec = builder.editOrNewSpec().withNodeName(NODE).withAutomountServiceAccountToken(false);
    if (pod.getSpec() == null || pod.getSpec().getServiceAccountName() == null) {
      spec.withServiceAccountName("default");
    }
    if (noContainers) {
      spec.withContainers(main);
    }
    return spec.endSpec().withStatus(null).build();
  }

  private static Pod running(Pod pod, String ip) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .withHostIP(Target.NODE_IP)
        .withPodIP(ip)
        .addNewPodIP()
        .withIp(ip)
        .endPodIP()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  void patchStatus(HasMetadata object) {
    client
        .resource(object)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("lab-status")
                .withForce(true)
                .build());
  }

  /** Applies definitions of kinds, and waits until the API serves them. */
  void applyDefinitions(List<HasMetadata> definitions) {
    apply(definitions);
    for (HasMetadata definition : definitions) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(definition.getMetadata().getName())
          .waitUntilCondition(Cluster::isServed, SERVED_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean isServed(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }

  List<GenericKubernetesResource> all(String apiVersion, String kind) {
    return client.genericKubernetesResources(apiVersion, kind).inAnyNamespace().list().getItems();
  }

  @Override
  public void close() {
    client.close();
    controlPlane.close();
  }
}
