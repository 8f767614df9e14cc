package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.facts.watch.PruningItemStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PruningTest {
  private final Pruning pruning = new Pruning();

  @Test
  void identityAndLabelsStayTheRestOfTheMetadataGoes() {
    Namespace kept = pruning.namespaces().apply(namespace("shop"));

    ObjectMeta metadata = kept.getMetadata();
    assertThat(metadata.getName()).isEqualTo("shop");
    assertThat(metadata.getUid()).isEqualTo("uid-shop");
    assertThat(metadata.getResourceVersion()).isEqualTo("7");
    assertThat(metadata.getDeletionTimestamp()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(metadata.getLabels()).isEqualTo(Map.of("team", "a"));
    assertThat(metadata.getAnnotations()).isEmpty();
    assertThat(metadata.getManagedFields()).isEmpty();
    assertThat(kept.getSpec()).isNull();
  }

  @Test
  void ofAnnotationsOnOurOwnStay() {
    NetworkPolicy kept =
        pruning
            .networkPolicies(_ -> true)
            .apply(policy("a", Map.of("securitybaseline.io/adopt", "true", "other", "x")));

    assertThat(kept.getMetadata().getAnnotations())
        .isEqualTo(Map.of("securitybaseline.io/adopt", "true"));
    assertThat(kept.getMetadata().getNamespace()).isEqualTo("shop");
  }

  @Test
  void policiesThatAreAlikeShareWhatIsReadAndOneSetOfLabels() {
    NetworkPolicy one = kept(policy("a", Map.of()));
    NetworkPolicy other = kept(policy("b", Map.of()));

    assertThat(PolicySnapshot.of(other).egress()).isSameAs(PolicySnapshot.of(one).egress());
    assertThat(other.getMetadata().getLabels()).isSameAs(one.getMetadata().getLabels());
  }

  @Test
  void whatIsReadOfAPolicyIsReadOnce() {
    NetworkPolicy policy = policy("a", Map.of());
    NetworkPolicy kept = kept(policy);

    assertThat(PolicySnapshot.of(kept).egress()).isSameAs(PolicySnapshot.of(kept).egress());
    assertThat(PolicySnapshot.of(kept).egress()).isEqualTo(EgressPolicy.of(policy));
    assertThat(PolicySnapshot.of(policy).egress()).isEqualTo(EgressPolicy.of(policy));
    assertThat(kept).isEqualTo(kept(policy)).hasSameHashCodeAs(kept(policy));
  }

  @Test
  void ofAPolicyWithAnotherNameThanTheOperatorsNoSpecIsKept() {
    assertThat(kept(policy("a", Map.of())).getSpec()).isNull();
  }

  @Test
  void ofAPolicyWithOurNameTheSpecIsKeptWithoutIngress() {
    NetworkPolicy policy = policy("ours", Map.of());
    policy.getSpec().setIngress(List.of(new NetworkPolicyIngressRule()));

    assertThat(kept(policy).getSpec())
        .isEqualTo(policy("ours", Map.of()).getSpec())
        .isSameAs(kept(policy("ours", Map.of("other", "x"))).getSpec());
  }

  @Test
  void aSpecWithOurNameThatIsTooLargeIsNotKept() {
    NetworkPolicy exceptions = policy("ours", Map.of());
    IPBlock block = new IPBlock("0.0.0.0/0", Collections.nCopies(1000, "10.0.0.0/8"));
    exceptions
        .getSpec()
        .setEgress(
            List.of(
                new NetworkPolicyEgressRule(
                    List.of(), List.of(new NetworkPolicyPeer(block, null, null)))));
    NetworkPolicy labels = policy("ours", Map.of());
    labels
        .getSpec()
        .setPodSelector(
            new LabelSelectorBuilder().addToMatchLabels("a", "x".repeat(70_000)).build());

    assertThat(kept(exceptions).getSpec()).isNull();
    assertThat(kept(labels).getSpec()).isNull();
  }

  private NetworkPolicy kept(NetworkPolicy policy) {
    return pruning.networkPolicies("ours"::equals).apply(policy);
  }

  @Test
  void ofANodeItsPoolAndItsAddressesStay() {
    Node node =
        new NodeBuilder()
            .withMetadata(metadata("node-1"))
            .withNewSpec()
            .withPodCIDRs("10.0.0.0/24", "fd00::/64")
            .withProviderID("azure:///x")
            .endSpec()
            .withNewStatus()
            .addNewAddress("fd00::4", "InternalIP")
            .withPhase("Running")
            .endStatus()
            .build();

    Node kept = pruning.nodes().apply(node);

    assertThat(kept.getSpec().getPodCIDRs()).containsExactly("fd00::/64");
    assertThat(kept.getSpec().getProviderID()).isNull();
    assertThat(kept.getStatus().getAddresses()).isEqualTo(node.getStatus().getAddresses());
    assertThat(kept.getStatus().getPhase()).isNull();
    assertThat(kept.getMetadata().getLabels()).isEmpty();
    assertThat(pruning.nodes().apply(new NodeBuilder().withMetadata(metadata("bare")).build()))
        .isNotNull();
  }

  @Test
  void ofADefinitionTheStatusStays() {
    CustomResourceDefinition crd =
        new CustomResourceDefinitionBuilder()
            .withMetadata(metadata("things"))
            .withNewSpec()
            .withGroup("example.com")
            .endSpec()
            .withNewStatus()
            .addNewCondition()
            .withType("Established")
            .endCondition()
            .endStatus()
            .build();

    CustomResourceDefinition kept = pruning.customResourceDefinitions().apply(crd);

    assertThat(kept.getSpec()).isNull();
    assertThat(kept.getStatus()).isEqualTo(crd.getStatus());
  }

  /** The API server sends it so right after the definition was created. */
  @Test
  void aDefinitionWithoutConditionsIsNotEstablished() {
    CustomResourceDefinition crd = new CustomResourceDefinition();
    crd.setMetadata(metadata("things"));
    crd.setStatus(new CustomResourceDefinitionStatus());
    crd.getStatus().setConditions(null);

    CustomResourceDefinition kept = pruning.customResourceDefinitions().apply(crd);

    assertThat(ClusterObservation.isEstablished(crd)).isFalse();
    assertThat(ClusterObservation.isEstablished(kept)).isFalse();
  }

  @Test
  void absentSpecStaysAbsent() {
    NetworkPolicy policy = new NetworkPolicyBuilder().withMetadata(metadata("a")).build();

    assertThat(kept(policy).getSpec()).isNull();
  }

  @Test
  void storeKeepsThePrunedAndForgetsTheRemoved() {
    ItemStore<Namespace> store = new PruningItemStore<>(pruning.namespaces());
    Namespace namespace = namespace("shop");
    String key = store.getKey(namespace);

    assertThat(key).isEqualTo("shop");
    assertThat(store.put(key, namespace)).isNull();
    assertThat(store.get(key)).isNotEqualTo(namespace).isEqualTo(pruned(namespace));
    assertThat(store.put(key, namespace)).isEqualTo(pruned(namespace));
    assertThat(store.keySet()).containsExactly("shop");
    assertThat(store.values()).hasSize(1);
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.remove(key)).isNotNull();
    assertThat(store.size()).isZero();
  }

  private HasMetadata pruned(Namespace namespace) {
    return pruning.namespaces().apply(namespace);
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withMetadata(metadata(name))
        .withNewSpec()
        .withFinalizers("kubernetes")
        .endSpec()
        .build();
  }

  private static NetworkPolicy policy(String name, Map<String, String> annotations) {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata(name))
        .editMetadata()
        .withNamespace("shop")
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withPolicyTypes("Egress")
        .endSpec()
        .build();
  }

  private static ObjectMeta metadata(String name) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setUid("uid-" + name);
    metadata.setResourceVersion("7");
    metadata.setDeletionTimestamp("2026-11-01T00:00:00Z");
    metadata.setLabels(Map.of("team", "a"));
    metadata.setAnnotations(Map.of("note", "x"));
    metadata.setManagedFields(List.of(new ManagedFieldsEntry()));
    return metadata;
  }
}
