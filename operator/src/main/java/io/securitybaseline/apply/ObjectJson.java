package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as JSON. The policies of nearly all namespaces differ in nothing but the
 * namespace, so that the rest is written once, not for each of them. Nothing of an object may
 * change after it was written here.
 */
final class ObjectJson {

  /** What stands in JSON as it is; every name of a namespace does. */
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

  private final KubernetesSerialization serialization;

  /** The policy that was written last. */
  private volatile @Nullable Written last;

  ObjectJson(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  /**
   * A policy that was written.
   *
   * @param policy without a namespace
   * @param tail what follows the name of the namespace
   * @param expected what responses are compared with
   */
  private record Written(NetworkPolicy policy, String tail, ExpectedResponse expected) {}

  /**
   * Writes the object.
   *
   * @throws RuntimeException if it cannot be written
   */
  SentObject of(HasMetadata object) {
    if (object instanceof NetworkPolicy policy && isComplete(policy)) {
      NetworkPolicy plain = plain(policy);
      String namespace = policy.getMetadata().getNamespace();
      plain.getMetadata().setNamespace(namespace);
      if (plain.equals(policy)) {
        plain.getMetadata().setNamespace(null);
        Written written = written(plain);
        return new SentObject(
            "{\"metadata\":{\"namespace\":\"" + namespace + written.tail(), written.expected());
      }
    }
    return new SentObject(serialization.asJson(object), null);
  }

  private static boolean isComplete(NetworkPolicy policy) {
    ObjectMeta metadata = policy.getMetadata();
    return policy.getSpec() != null
        && metadata.getName() != null
        && metadata.getNamespace() != null
        && PLAIN.matcher(metadata.getNamespace()).matches();
  }

  /** The policy with those fields alone that policies of the operator have, but its namespace. */
  private static NetworkPolicy plain(NetworkPolicy policy) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(policy.getMetadata().getName());
    metadata.setLabels(policy.getMetadata().getLabels());
    metadata.setAnnotations(policy.getMetadata().getAnnotations());
    NetworkPolicy plain = new NetworkPolicy();
    plain.setMetadata(metadata);
    plain.setSpec(policy.getSpec());
    return plain;
  }

  private Written written(NetworkPolicy plain) {
    Written known = last;
    if (known == null || !known.policy().equals(plain)) {
      String tail =
          "\","
              + serialization.asJson(plain.getMetadata()).substring(1)
              + ",\"apiVersion\":\""
              + plain.getApiVersion()
              + "\",\"kind\":\""
              + plain.getKind()
              + "\",\"spec\":"
              + serialization.asJson(plain.getSpec())
              + "}";
      known = new Written(plain, tail, expected("{\"metadata\":{\"namespace\":\"" + tail));
      last = known;
    }
    return known;
  }

  private static ExpectedResponse expected(String json) {
    try {
      return new ExpectedResponse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
