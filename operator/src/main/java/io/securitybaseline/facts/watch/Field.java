package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is read of the objects of a kind, and where in their JSON it is.
 *
 * @param paths such as {@code spec.nodeName}, a path for each field that the fact follows from; the
 *     elements of a list have no segment of their own. A key in brackets, as in {@code
 *     metadata.labels[type]}, is the only one of the map that is read; {@code *} at its end or its
 *     beginning stands for any text. A path stands for everything below it; with {@code ?} at its
 *     end, for which objects are below it, and for nothing in them
 * @param value reads the fact; of a kept object it is the same as of the whole one. Called for each
 *     update of each object, twice: it should allocate nothing
 * @param triggers whether an update that changes the fact starts an evaluation
 */
public record Field<T extends HasMetadata>(
    List<String> paths, Function<T, ? extends @Nullable Object> value, boolean triggers) {

  /** The path of everything in an object. */
  public static final String WHOLE = "";

  public Field {
    paths = List.copyOf(paths);
  }

  /** A fact from one field. */
  public static <T extends HasMetadata> Field<T> of(
      String path, Function<T, ? extends @Nullable Object> value) {
    return new Field<>(List.of(path), value, true);
  }

  /** A fact from several fields. */
  public static <T extends HasMetadata> Field<T> of(
      List<String> paths, Function<T, ? extends @Nullable Object> value) {
    return new Field<>(paths, value, true);
  }

  /** Everything in the object: any update matters. */
  public static <T extends HasMetadata> Field<T> whole() {
    return of(WHOLE, object -> object);
  }

  /** What distinguishes the object from a later one with the same name. */
  public static <T extends HasMetadata> Field<T> uid() {
    return of("metadata.uid", object -> object.getMetadata().getUid());
  }

  /** Since when the object is being deleted. */
  public static <T extends HasMetadata> Field<T> deletion() {
    return of("metadata.deletionTimestamp", object -> object.getMetadata().getDeletionTimestamp());
  }

  /** All labels. */
  public static <T extends HasMetadata> Field<T> labels() {
    return of(
        "metadata.labels",
        object -> Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()));
  }

  /** The same, where an update that changes nothing else starts no evaluation. */
  public Field<T> quiet() {
    return new Field<>(paths, value, false);
  }

  /** Whether the fact is another one after an update. */
  public boolean differs(T now, T before) {
    return !Objects.equals(value.apply(now), value.apply(before));
  }
}
