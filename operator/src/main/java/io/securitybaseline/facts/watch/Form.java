package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The form in which a cache keeps the objects of a kind.
 *
 * @param reduction creates the kept object of a whole one, and shares what is equal; a {@link
 *     Keeping} where the size of an object is limited
 * @param onReading what becomes of each object as soon as it is read, before the next one of a page
 *     is
 * @param reducesLargeOnReading whether a large object is reduced as soon as it is read
 * @param stays whether what is kept (the second) may stay as it is under an update (the first) that
 *     triggers nothing
 */
public record Form<T extends HasMetadata>(
    Function<Interners, UnaryOperator<T>> reduction,
    Optional<UnaryOperator<T>> onReading,
    boolean reducesLargeOnReading,
    BiPredicate<T, T> stays) {

  /** Objects are kept as they were read. */
  public static <T extends HasMetadata> Form<T> asRead() {
    return reduced(_ -> UnaryOperator.identity());
  }

  /** Objects are reduced when they enter the cache. */
  public static <T extends HasMetadata> Form<T> reduced(
      Function<Interners, UnaryOperator<T>> reduction) {
    return new Form<>(reduction, Optional.empty(), false, (_, _) -> false);
  }

  /** The same; a large object is reduced before: a page of such would take too much memory. */
  public Form<T> largeOnReading() {
    return new Form<>(reduction, onReading, true, stays);
  }

  /** The same, where something becomes of each object as soon as it is read. */
  public Form<T> onReading(UnaryOperator<T> step) {
    return new Form<>(reduction, Optional.of(step), reducesLargeOnReading, stays);
  }

  /** The same, where the kept object may stay as it is under some updates. */
  public Form<T> staying(BiPredicate<T, T> condition) {
    return new Form<>(reduction, onReading, reducesLargeOnReading, condition);
  }
}
