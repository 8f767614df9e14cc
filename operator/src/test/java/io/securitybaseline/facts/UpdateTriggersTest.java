package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which updates wake a reconciler; the object before is always the pruned one. */
class UpdateTriggersTest {
  private static final Predicate<String> OURS = "ours"::equals;
  private static final Watch<NetworkPolicy> POLICIES = PolicyWatch.comparing(OURS);

  private final Pruning pruning = new Pruning();

  @Test
  void namespaceMattersByLabelsAndDeletion() {
    assertThat(ofNamespace(_ -> {})).isFalse();
    assertThat(ofNamespace(it -> heartbeat(it))).isFalse();
    assertThat(ofNamespace(it -> it.getMetadata().setAnnotations(Map.of("a", "b")))).isFalse();
    assertThat(ofNamespace(it -> it.getMetadata().setLabels(Map.of("team", "b")))).isTrue();
    assertThat(ofNamespace(it -> it.getMetadata().setLabels(null))).isTrue();
    assertThat(ofNamespace(it -> it.getMetadata().setDeletionTimestamp("2026-11-01T00:00:00Z")))
        .isTrue();
    assertThat(ofNamespace(it -> it.getMetadata().setUid("another"))).isTrue();
  }

  @Test
  void policyMattersBySpecAndOurMarks() {
    assertThat(ofPolicy(_ -> {})).isFalse();
    assertThat(ofPolicy(it -> it.getMetadata().setResourceVersion("later"))).isFalse();
    assertThat(ofPolicy(it -> it.getMetadata().setFinalizers(List.of("theirs")))).isFalse();
    // The first edit counts; until then the policy was never another one.
    assertThat(ofPolicy(it -> it.getMetadata().setGeneration(1L))).isFalse();
    assertThat(ofPolicy(it -> it.getMetadata().setGeneration(2L))).isTrue();
    assertThat(ofPolicy(it -> it.getMetadata().setAnnotations(Map.of("theirs/a", "b")))).isFalse();
    assertThat(
            ofPolicy(
                it -> it.getMetadata().setAnnotations(Map.of("securitybaseline.io/adopt", "true"))))
        .isTrue();
    assertThat(ofPolicy(it -> it.getSpec().setPolicyTypes(List.of("Ingress")))).isTrue();
    assertThat(ofPolicy(it -> it.getSpec().setEgress(List.of(new NetworkPolicyEgressRule()))))
        .isTrue();
    assertThat(
            ofPolicy(it ->
                it.getSpec()
                    .setPodSelector(new LabelSelectorBuilder().addToMatchLabels("a", "b").build())))
        .isTrue();
    assertThat(ofPolicy(it -> it.getSpec().setIngress(List.of(new NetworkPolicyIngressRule()))))
        .isFalse();
    assertThat(ofPolicy(it -> it.getMetadata().setLabels(Map.of("a", "b")))).isFalse();
    assertThat(
            ofPolicy(it -> it.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "x"))))
        .isTrue();
  }

  @Test
  void ofTheOperatorsPoliciesTheWholeEgressMatters() {
    NetworkPolicy ours = policy("ours");
    NetworkPolicy before =
        pruning.networkPolicies(OURS).apply(new NetworkPolicyBuilder(ours).build());
    ours.getSpec().setEgress(List.of(new NetworkPolicyEgressRule(List.of(), List.of())));
    NetworkPolicy open =
        pruning.networkPolicies(OURS).apply(new NetworkPolicyBuilder(ours).build());
    assertThat(POLICIES.triggers(ours, before)).isTrue();

    // The same in effect, written in another way.
    ours.getSpec().setEgress(List.of(new NetworkPolicyEgressRule(), new NetworkPolicyEgressRule()));

    assertThat(POLICIES.triggers(ours, open)).isTrue();
  }

  @Test
  void workloadMattersByItsTemplate() {
    assertThat(ofDeployment(_ -> {})).isFalse();
    assertThat(ofDeployment(it -> heartbeat(it))).isFalse();
    assertThat(ofDeployment(it -> it.getSpec().setReplicas(7))).isFalse();
    assertThat(ofDeployment(it -> template(it).setPriority(7))).isFalse();
    assertThat(ofDeployment(it -> template(it).setHostNetwork(true))).isTrue();
    assertThat(
            ofDeployment(
                it -> it.getSpec().getTemplate().getMetadata().setLabels(Map.of("app", "b"))))
        .isTrue();
  }

  @Test
  void nodeMattersByItsSystemAndItsAddresses() {
    assertThat(ofNode(_ -> {})).isFalse();
    assertThat(ofNode(it -> heartbeat(it))).isFalse();
    assertThat(ofNode(it -> it.getStatus().setPhase("Running"))).isFalse();
    assertThat(ofNode(it -> it.getMetadata().setLabels(Map.of("kubernetes.io/os", "windows"))))
        .isTrue();
    assertThat(ofNode(it -> it.getSpec().setPodCIDRs(List.of("10.0.0.0/24", "fd00::/64"))))
        .isTrue();
  }

  private boolean ofNamespace(Consumer<Namespace> change) {
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("shop")
            .withUid("uid")
            .withLabels(Map.of("team", "a"))
            .endMetadata()
            .build();
    Namespace before = pruning.namespaces().apply(namespace);
    change.accept(namespace);
    return NamespaceWatch.NAMESPACES.triggers(namespace, before);
  }

  private boolean ofPolicy(Consumer<NetworkPolicy> change) {
    NetworkPolicy policy = policy("allow");
    NetworkPolicy before =
        pruning.networkPolicies(OURS).apply(new NetworkPolicyBuilder(policy).build());
    change.accept(policy);
    return POLICIES.triggers(policy, before);
  }

  private static NetworkPolicy policy(String name) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .withNewSpec()
        .withPolicyTypes("Egress")
        .endSpec()
        .build();
  }

  private boolean ofDeployment(Consumer<Deployment> change) {
    PodSpec spec = new PodSpecBuilder().addNewContainer().withName("c").endContainer().build();
    Deployment deployment =
        WorkloadKind.DEPLOYMENT.rebuild(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .build()
                .getMetadata(),
            Map.of("app", "a"),
            spec);
    Deployment before = pruning.workloads(WorkloadKind.DEPLOYMENT).apply(deployment);
    change.accept(deployment);
    return PodWatches.workload(WorkloadKind.DEPLOYMENT).triggers(deployment, before);
  }

  private boolean ofNode(Consumer<Node> change) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-1")
            .withLabels(Map.of("kubernetes.io/os", "linux"))
            .endMetadata()
            .withNewSpec()
            .withPodCIDRs("10.0.0.0/24")
            .endSpec()
            .withNewStatus()
            .addNewAddress("10.1.0.4", "InternalIP")
            .endStatus()
            .build();
    Node before = pruning.nodes().apply(node);
    change.accept(node);
    return NodeWatches.SYSTEMS.and(NodeWatches.UPDATES).triggers(node, before);
  }

  private static PodSpec template(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  private static void heartbeat(HasMetadata object) {
    object.getMetadata().setResourceVersion("later");
    object.getMetadata().setGeneration(99L);
    object.getMetadata().setFinalizers(List.of("theirs"));
  }
}
