package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object of another kind: its metadata, and in place of its spec what the rules read of it. An
 * informer can hold nothing but objects of the watched kind.
 *
 * @param <F> what the rules read
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class OtherObject<F> implements HasMetadata {

  private String apiVersion = HasMetadata.getApiVersion(getClass());
  private String kind = HasMetadata.getKind(getClass());
  private ObjectMeta metadata = new ObjectMeta();
  private transient @Nullable JsonNode spec;
  private transient @Nullable JsonNode specs;
  private transient @Nullable F facts;

  /** Reads the spec, in n log n steps at most. */
  abstract F read(JsonNode read, JsonNode list);

  /** About how many bytes of memory the facts take. */
  abstract long bytes(F read);

  /** What the rules read of the object. */
  @JsonIgnore
  public F facts() {
    F known = facts;
    return known != null ? known : read(orMissing(spec), orMissing(specs));
  }

  /** Replaces the spec by what the rules read of it. */
  void reduce() {
    if (facts == null) {
      facts = facts();
      spec = null;
      specs = null;
    }
  }

  /** Takes over what the rules read of another object. */
  void reduceTo(F read) {
    facts = read;
  }

  private static JsonNode orMissing(@Nullable JsonNode node) {
    return node == null ? MissingNode.getInstance() : node;
  }

  String namespace() {
    return Objects.requireNonNullElse(metadata.getNamespace(), "");
  }

  String name() {
    return Objects.requireNonNullElse(metadata.getName(), "");
  }

  @JsonProperty("spec")
  void setSpec(JsonNode is) {
    spec = is;
  }

  @JsonProperty("specs")
  void setSpecs(JsonNode are) {
    specs = are;
  }

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String is) {
    apiVersion = is;
  }

  @Override
  public String getKind() {
    return kind;
  }

  /** Its kind, for the serialization. */
  public void setKind(String is) {
    kind = is;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta is) {
    metadata = is;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OtherObject<?> object
        && getClass() == object.getClass()
        && metadata.equals(object.metadata)
        && facts().equals(object.facts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(metadata, facts());
  }
}
