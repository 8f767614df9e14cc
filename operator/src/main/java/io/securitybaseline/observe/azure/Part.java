package io.securitybaseline.observe.azure;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a request of its own had to tell, so that it can be missing by itself.
 *
 * @param <T> what is known
 */
public sealed interface Part<T> {

  /** It was read. */
  record Known<T>(T value) implements Part<T> {}

  /** It was not, and why. */
  record Missing<T>(Failure failure) implements Part<T> {}

  /** What is known, if anything is. */
  default Optional<T> known() {
    return switch (this) {
      case Known<T>(T value) -> Optional.of(value);
      case Missing<T> _ -> Optional.empty();
    };
  }

  /** Why it is missing, if it is. */
  default Optional<Failure> missing() {
    return switch (this) {
      case Known<T> _ -> Optional.empty();
      case Missing<T>(Failure failure) -> Optional.of(failure);
    };
  }

  /** One or the other. */
  default <R> R either(Function<T, R> known, Function<Failure, R> missing) {
    return switch (this) {
      case Known<T>(T value) -> known.apply(value);
      case Missing<T>(Failure failure) -> missing.apply(failure);
    };
  }

  /** This, or, where it is missing for a reason that will pass, what was known before. */
  default Part<T> orBefore(Optional<Part<T>> before) {
    boolean passing = missing().filter(failure -> failure.kind().isPassing()).isPresent();
    return passing ? before.filter(part -> part.known().isPresent()).orElse(this) : this;
  }
}
