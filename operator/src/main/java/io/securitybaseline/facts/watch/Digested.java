package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Kept objects with digests. They are among the additional properties of the metadata, which the
 * model has anyway: the digests of an object take no memory but that of their distinct values. All
 * objects with the same ones share the map.
 */
final class Digested {

  private Digested() {}

  /** The reduction, where the kept objects have digests. */
  static <T extends HasMetadata> UnaryOperator<T> of(
      UnaryOperator<T> reduction, List<Digest<T, ?>> digests, Interners interners) {
    UnaryOperator<T> attached =
        object -> attach(object, reduction.apply(object), digests, interners);
    return reduction instanceof Keeping<T> keeping
        ? new Keeping<>(
            object -> attach(object, keeping.prune().apply(object), digests, interners),
            object -> keeping.size().applyAsLong(object) + bytes(object, digests, interners),
            keeping.most(),
            keeping.empty())
        : attached;
  }

  private static <T extends HasMetadata> T attach(
      T whole, T kept, List<Digest<T, ?>> digests, Interners interners) {
    if (Marker.isOn(kept)) {
      return kept;
    }
    kept.getMetadata().setAdditionalProperties(values(whole, digests, interners));
    return kept;
  }

  /**
   * The digests of an object. A whole one keeps them as well: its size, what is kept of it, and
   * whether its update triggers anything follow from them one after the other.
   */
  private static <T extends HasMetadata> Map<String, Object> values(
      T object, List<Digest<T, ?>> digests, Interners interners) {
    ObjectMeta metadata = object.getMetadata();
    if (Digest.isKept(object)) {
      return metadata.getAdditionalProperties();
    }
    Map<String, Object> values = HashMap.newHashMap(digests.size() + 1);
    values.put(Digest.KEPT, true);
    for (Digest<T, ?> digest : digests) {
      digest.of(object).ifPresent(value -> values.put(digest.name(), value));
    }
    Map<String, Object> shared = shared(values, interners.digests());
    metadata.setAdditionalProperties(shared);
    return shared;
  }

  /** Objects with equal values share the map, and maps with an equal value share the value. */
  private static Map<String, Object> shared(Map<String, Object> values, DistinctValues known) {
    Map<String, Object> found = known.find(values);
    if (found != null) {
      return found;
    }
    values.replaceAll((_, value) -> known.shared(value));
    return known.shared(Map.copyOf(values));
  }

  private static <T extends HasMetadata> long bytes(
      T object, List<Digest<T, ?>> digests, Interners interners) {
    if (!Marker.isOn(object)) {
      var _ = values(object, digests, interners);
    }
    long bytes = 0;
    for (Digest<T, ?> digest : digests) {
      bytes += digest.bytes(object);
    }
    return bytes;
  }
}
