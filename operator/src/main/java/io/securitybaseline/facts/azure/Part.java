package io.securitybaseline.facts.azure;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a separate request, which can be missing on its own.
 *
 * @param <T> what is known
 */
public sealed interface Part<T> {

  /** It was read. */
  record Known<T>(T value) implements Part<T> {}

  /**
   * It was not, but an earlier round brought it.
   *
   * @param readAt when it was true
   * @param why it is no newer
   */
  record Cached<T>(T value, Instant readAt, Failure why) implements Part<T> {}

  /** It was not, and why. */
  record Missing<T>(Failure failure) implements Part<T> {}

  /** Operations on a part of any type. */
  @FunctionalInterface
  interface Change {
    <T> Part<T> of(Part<T> part);
  }

  /** What is known, if anything is. */
  default Optional<T> known() {
    return switch (this) {
      case Known<T>(T value) -> Optional.of(value);
      case Cached<T>(T value, _, _) -> Optional.of(value);
      case Missing<T> _ -> Optional.empty();
    };
  }

  /** Why it is missing, if it is. */
  default Optional<Failure> missing() {
    return switch (this) {
      case Known<T> _, Cached<T> _ -> Optional.empty();
      case Missing<T>(Failure failure) -> Optional.of(failure);
    };
  }

  /** One or the other. */
  default <R> R either(Function<T, R> known, Function<Failure, R> missing) {
    return switch (this) {
      case Known<T>(T value) -> known.apply(value);
      case Cached<T>(T value, _, _) -> known.apply(value);
      case Missing<T>(Failure failure) -> missing.apply(failure);
    };
  }

  /**
   * This, or, where it is missing for a reason that will pass, what was known before.
   *
   * @param readAt when the round before was
   */
  default Part<T> orBefore(Part<T> before, Instant readAt) {
    return missing()
        .filter(failure -> failure.kind().isPassing())
        .map(why -> before.kept(readAt, why))
        .orElse(this);
  }

  private Part<T> kept(Instant knownAt, Failure why) {
    return switch (this) {
      case Known<T>(T value) -> new Cached<>(value, knownAt, why);
      case Cached<T>(T value, Instant readAt, Failure before) ->
          new Cached<>(value, readAt, why.after(before));
      case Missing<T>(Failure before) -> new Missing<>(why.after(before));
    };
  }
}
