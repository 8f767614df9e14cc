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
            object -> keeping.size().applyAsLong(object) + bytes(object, digests),
            keeping.most(),
            keeping.empty())
        : attached;
  }

  private static <T extends HasMetadata> T attach(
      T whole, T kept, List<Digest<T, ?>> digests, Interners interners) {
    if (Marker.isOn(kept)) {
      return kept;
    }
    Map<String, Object> values = HashMap.newHashMap(digests.size() + 1);
    values.put(Digest.KEPT, true);
    for (Digest<T, ?> digest : digests) {
      digest
          .of(whole)
          .ifPresent(value -> values.put(digest.name(), interners.digests().shared(value)));
    }
    ObjectMeta metadata = kept.getMetadata();
    metadata.setAdditionalProperties(interners.digests().shared(Map.copyOf(values)));
    return kept;
  }

  private static <T extends HasMetadata> long bytes(T object, List<Digest<T, ?>> digests) {
    long bytes = 0;
    for (Digest<T, ?> digest : digests) {
      bytes += digest.bytes(object);
    }
    return bytes;
  }
}
