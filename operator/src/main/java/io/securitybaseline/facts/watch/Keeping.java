package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * What a cache keeps of a kind, and how much of it.
 *
 * @param prune creates what is kept of an object that is not too large
 * @param size about how many bytes {@code prune} would keep; of what it kept, the same
 * @param most the bytes that one object may take
 * @param empty creates an object with nothing but metadata
 */
public record Keeping<T extends HasMetadata>(
    UnaryOperator<T> prune, ToLongFunction<T> size, long most, Function<ObjectMeta, T> empty)
    implements UnaryOperator<T> {

  /** What is kept of the object, or a marker in its place. */
  @Override
  public T apply(T object) {
    if (Marker.isOn(object)) {
      return object;
    }
    long bytes = size.applyAsLong(object);
    return bytes > most ? marker(Marker.Cause.TOO_LARGE, object, bytes) : prune.apply(object);
  }

  T marker(Marker.Cause cause, T object, long bytes) {
    return empty.apply(Marker.metadata(cause, object, bytes));
  }

  /** About how many bytes the kept object takes. */
  long bytes(T kept) {
    return Footprint.OBJECT
        + (Marker.isOn(kept) ? Footprint.of(kept.getMetadata().getName()) : size.applyAsLong(kept));
  }
}
