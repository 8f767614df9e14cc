package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A small value that a control computes of an object on its way into a cache, in place of the
 * fields that it follows from. Objects with equal values share one.
 *
 * @param name distinguishes it from the other digests of the kind
 * @param type of the value, which nothing reads from JSON
 * @param paths the fields that it follows from, as in {@link Field}
 * @param compute computes it of a whole object; null where the object has none
 * @param bytes about how much memory a value takes
 */
public record Digest<T extends HasMetadata, V>(
    String name,
    Class<V> type,
    List<String> paths,
    Function<T, @Nullable V> compute,
    ToLongFunction<V> bytes) {

  /** Marks kept objects among the additional properties, for not every object has a digest. */
  static final String KEPT = "securitybaseline.io/kept";

  public Digest {
    paths = List.copyOf(paths);
  }

  /** The value of a kept object as it was computed, or of a whole one as it is computed now. */
  public Optional<V> of(T object) {
    return Optional.ofNullable(find(object));
  }

  private @Nullable V find(T object) {
    if (Marker.isOn(object)) {
      return null;
    }
    Object kept = object.getMetadata().getAdditionalProperties().get(name);
    return type.isInstance(kept) ? type.cast(kept) : isKept(object) ? null : compute.apply(object);
  }

  static boolean isKept(HasMetadata object) {
    return object.getMetadata().getAdditionalProperties().containsKey(KEPT);
  }

  long bytes(T object) {
    V value = find(object);
    return value == null ? 0 : bytes.applyAsLong(value);
  }

  /** The fact that the value is. */
  Field<T> field() {
    return Field.of(paths, this::find);
  }
}
