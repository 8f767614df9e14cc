package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as JSON. The policies of nearly all namespaces share one spec, which is never
 * changed: it is written once, not for each of them.
 */
final class ObjectJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesSerialization serialization;

  /** The spec that was written last. */
  private volatile @Nullable Written last;

  ObjectJson(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  private record Written(NetworkPolicySpec spec, String json, JsonNode tree) {}

  /**
   * Writes the object.
   *
   * @throws RuntimeException if it cannot be written
   */
  SentObject of(HasMetadata object) {
    return object instanceof NetworkPolicy policy
            && policy.getSpec() != null
            && policy.getAdditionalProperties().isEmpty()
        ? of(policy)
        : SentObject.of(serialization.asJson(object));
  }

  private SentObject of(NetworkPolicy policy) {
    Written spec = written(policy.getSpec());
    String rest =
        "{\"apiVersion\":\""
            + policy.getApiVersion()
            + "\",\"kind\":\""
            + policy.getKind()
            + "\",\"metadata\":"
            + serialization.asJson(policy.getMetadata());
    return new SentObject(rest + ",\"spec\":" + spec.json() + "}", spec.tree(), rest + "}");
  }

  private Written written(NetworkPolicySpec spec) {
    Written known = last;
    if (known == null || !known.spec().equals(spec)) {
      String json = serialization.asJson(spec);
      known = new Written(spec, json, tree(json));
      last = known;
    }
    return known;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
