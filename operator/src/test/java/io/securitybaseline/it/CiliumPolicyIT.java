package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.LiveAgents;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The one policy on Cilium: by which agents, which settings, and against which additions. */
class CiliumPolicyIT {

  private static final ResourceDefinitionContext CILIUM_POLICY =
      new ResourceDefinitionContext.Builder()
          .withGroup("cilium.io")
          .withVersion("v2")
          .withKind("CiliumClusterwideNetworkPolicy")
          .withPlural("ciliumclusterwidenetworkpolicies")
          .withNamespaced(false)
          .build();

  private static final String ENFORCE =
      """
      mode: Enforce
      instanceMetadata: {engine: Auto}
      """;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final Deque<HasMetadata> applied = new ArrayDeque<>();
  private String agents = "kube-system";

  @BeforeEach
  void installCilium() {
    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));
    namespaces.create("cilium-app");
  }

  @AfterEach
  void removeCilium() {
    operator.baseline().delete();
    applied.forEach(
        object -> operator.cluster().client().resource(object).withGracePeriod(0).delete());
    new LiveAgents(operator.cluster(), agents, "cilium").delete();
    operator.cluster().removeCrd("ciliumclusterwidenetworkpolicies.cilium.io");
  }

  @Test
  void whatOthersAddToThePolicyIsRemovedAndTheirMetadataStays() {
    startAgents("kube-system", "v1.18.2");
    operator.baseline().apply(ENFORCE);
    eventuallyInPlace();
    Object spec = policy().get().get("spec");

    operator
        .cluster()
        .apply(
            """
            apiVersion: cilium.io/v2
            kind: CiliumClusterwideNetworkPolicy
            metadata: {name: restrict-instance-metadata, labels: {team: blue}}
            spec:
              egress: [{toPorts: [{ports: [{port: "99999"}]}]}]
            specs:
            - {endpointSelector: {}, ingress: [{}]}
            """);

    eventually(() -> {
      GenericKubernetesResource now = policy().get();
      assertThat(now.<Object>get("spec")).isEqualTo(spec);
      assertThat(now.getAdditionalProperties()).doesNotContainKey("specs");
      assertThat(now.getMetadata().getLabels()).containsEntry("team", "blue");
    });
  }

  @Test
  void agentsAreFoundInANamespaceOfTheirOwn() {
    agents = namespaces.create("cilium");
    startAgents(agents, "v1.17.4");

    operator.baseline().apply(ENFORCE);

    eventuallyInPlace();
    eventually(
        () -> assertThat(operator.baseline().instanceMetadata().engine()).isEqualTo("Cilium"));
  }

  @Test
  void oneOlderAgentRemovesThePolicyAndItsReplacementBringsItBack() {
    startAgents("kube-system", "v1.18.2");
    operator.baseline().apply(ENFORCE);
    eventuallyInPlace();

    HasMetadata older = pod("kube-system", "older", "v1.15.19");
    eventually(() -> assertThat(policy().get()).isNull());
    eventually(() ->
        assertThat(operator.baseline().instanceMetadata().worst())
            .isNotEmpty()
            .allSatisfy(
                worst -> assertThat(worst.message()).startsWith("Cilium 1.15 is older than 1.16")));

    operator.cluster().client().resource(older).withGracePeriod(0).delete();
    eventuallyInPlace();
  }

  @Test
  void aSettingThatTakesTheEffectAwayIsReportedAndReadWithoutARequest() {
    startAgents("kube-system", "v1.18.2");
    operator.baseline().apply(ENFORCE);
    eventuallyInPlace();
    eventually(() -> assertThat(operator.baseline().counts().exposed()).isZero());
    AuditLog log = operator.auditLogFromNow();

    applied.add(
        operator
            .cluster()
            .apply(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: cilium-config, namespace: kube-system}
                data: {policy-audit-mode: "true"}
                """));

    eventually(() ->
        assertThat(condition())
            .contains("ConfigMap kube-system/cilium-config sets policy-audit-mode to true"));
    assertThat(
            operator.baseline().condition("InstanceMetadataRestricted").orElseThrow().getStatus())
        .isEqualTo("False");
    assertThat(log.requests())
        .filteredOn(request -> request.resource().equals("configmaps") && !request.isWatch())
        .isEmpty();
  }

  @Test
  void aKeyThatCiliumDoesNotKeepIsReported() {
    startAgents("kube-system", "v1.18.2");

    operator
        .baseline()
        .apply(
            """
            mode: Enforce
            instanceMetadata:
              engine: Auto
              allowedPods: {key: statefulset.kubernetes.io/pod-name, values: [velero-0]}
            """);

    eventuallyInPlace();
    eventually(() ->
        assertThat(operator.baseline().instanceMetadata().notes())
            .anySatisfy(note ->
                assertThat(note)
                    .startsWith("AllowedKeyNotSeen: ")
                    .contains("statefulset.kubernetes.io/pod-name")));
    assertThat(policy().get().getAdditionalProperties().toString()).doesNotContain("pod-name");
  }

  private String condition() {
    return operator.baseline().condition("InstanceMetadataRestricted").orElseThrow().getMessage();
  }

  private void eventuallyInPlace() {
    eventually(() -> assertThat(policy().get()).isNotNull());
  }

  private static Resource<GenericKubernetesResource> policy() {
    return operator
        .cluster()
        .client()
        .genericKubernetesResources(CILIUM_POLICY)
        .withName(TestNamespaces.POLICY);
  }

  private void startAgents(String namespace, String version) {
    new LiveAgents(operator.cluster(), namespace, "cilium")
        .onHostNetwork("cilium:" + version)
        .ready(2, 2);
    List.of("a", "b").forEach(node -> pod(namespace, node, version));
  }

  private HasMetadata pod(String namespace, String name, String version) {
    HasMetadata pod =
        operator
            .cluster()
            .apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: cilium-%s, namespace: %s, labels: {k8s-app: cilium}}
                spec:
                  automountServiceAccountToken: false
                  hostNetwork: true
                  containers: [{name: cilium-agent, image: "cilium:%s"}]
                """
                    .formatted(name, namespace, version));
    applied.add(pod);
    return pod;
  }
}
