package io.securitybaseline.controls.instancemetadata.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.facts.PolicySnapshot;
import java.util.Map;

/** Policies from their specs in YAML. */
final class Policies {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Policies() {}

  /** NetworkPolicy {@code shop/one}. */
  static NetworkPolicy policy(String spec) {
    NetworkPolicy policy = new NetworkPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("one").withGeneration(1L).build());
    try {
      policy.setSpec(YAML.readValue(spec, NetworkPolicySpec.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(spec, e);
    }
    return policy;
  }

  static PolicySnapshot snapshot(String spec) {
    return PolicySnapshot.of(policy(spec));
  }

  static Map<String, String> labels(String yaml) {
    try {
      return YAML.readValue(yaml, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
