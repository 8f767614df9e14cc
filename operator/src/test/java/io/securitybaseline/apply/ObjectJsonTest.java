package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.control.Change;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent is the JSON of the object, whatever was written before it. */
class ObjectJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final NetworkPolicySpec SPEC =
      new NetworkPolicySpecBuilder()
          .withPolicyTypes("Egress")
          .withNewPodSelector()
          .endPodSelector()
          .addNewEgress()
          .endEgress()
          .build();

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectJson objects = new ObjectJson(serialization);

  @Test
  void aPolicyThatDiffersInItsNamespaceAlone() throws IOException {
    objects.of(policy("shop", SPEC));

    assertIsWritten(policy("payments", SPEC));
    assertIsWritten(policy("pay\"ments", SPEC));
    assertIsWritten(policy(null, SPEC));
  }

  @Test
  void aPolicyWithAnotherNameLabelOrAnnotation() throws IOException {
    objects.of(policy("shop", SPEC));

    assertIsWritten(edited(metadata -> metadata.setName("other")));
    assertIsWritten(edited(metadata -> metadata.setLabels(Map.of("a", "c"))));
    assertIsWritten(edited(metadata -> metadata.setAnnotations(Map.of())));
    assertIsWritten(edited(metadata -> metadata.setName(null)));
    assertIsWritten(edited(metadata -> metadata.setFinalizers(List.of("example.com/hold"))));
  }

  @Test
  void aPolicyWithAnotherSpec() throws IOException {
    objects.of(policy("shop", SPEC));

    assertIsWritten(
        policy("shop", new NetworkPolicySpecBuilder(SPEC).withPolicyTypes("Ingress").build()));
    assertIsWritten(policy("shop", SPEC));
  }

  @Test
  void aPolicyWithoutSpecOrWithOtherFields() throws IOException {
    NetworkPolicy other = policy("shop", SPEC);
    other.setAdditionalProperty("status", "unknown");

    assertIsWritten(policy("shop", null));
    assertIsWritten(other);
  }

  @Test
  void anObjectOfAnotherKind() throws IOException {
    assertIsWritten(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("a")
            .endMetadata()
            .addToData("b", "c")
            .build());
  }

  private void assertIsWritten(HasMetadata object) throws IOException {
    SentObject sent = objects.of(object);

    String expected = serialization.asJson(object);
    assertThat(JSON.readTree(sent.json())).isEqualTo(JSON.readTree(expected));
    Change change = new Change.Create(object, "because");
    assertThat(sent.expected().difference(change, expected)).isEmpty();
    for (String part : List.of("/metadata/labels", "/metadata/annotations", "/spec")) {
      for (Map.Entry<String, JsonNode> field : JSON.readTree(expected).at(part).properties()) {
        JsonNode without = JSON.readTree(expected);
        ((ObjectNode) without.at(part)).remove(field.getKey());
        assertThat(sent.expected().difference(change, without.toString())).isNotEmpty();
      }
    }
  }

  private static NetworkPolicy edited(Consumer<ObjectMeta> edit) {
    NetworkPolicy policy = policy("shop", SPEC);
    edit.accept(policy.getMetadata());
    return policy;
  }

  private static NetworkPolicy policy(
      @Nullable String namespace, @Nullable NetworkPolicySpec spec) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("block")
        .addToLabels("a", "b")
        .addToAnnotations("c", "d")
        .endMetadata()
        .withSpec(spec)
        .build();
  }
}
