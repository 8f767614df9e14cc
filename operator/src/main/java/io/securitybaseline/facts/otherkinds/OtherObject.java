package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.securitybaseline.facts.watch.UnmodeledObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object of another kind: its metadata, and in place of its spec what the rules read of it. An
 * informer can hold nothing but objects of the watched kind.
 *
 * @param <F> what the rules read
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public abstract class OtherObject<F> extends UnmodeledObject {

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
    return Objects.requireNonNullElse(getMetadata().getNamespace(), "");
  }

  String name() {
    return Objects.requireNonNullElse(getMetadata().getName(), "");
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
  public boolean equals(@Nullable Object other) {
    return other instanceof OtherObject<?> object
        && getClass() == object.getClass()
        && getMetadata().equals(object.getMetadata())
        && facts().equals(object.facts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getMetadata(), facts());
  }
}
