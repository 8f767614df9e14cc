package io.securitybaseline.observe.azure.arm;

import io.securitybaseline.observe.azure.Failure;
import io.securitybaseline.observe.azure.Failure.Kind;
import io.securitybaseline.observe.azure.Part;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One round of requests, one after the other. Once Azure throttles us or does not answer, the rest
 * of the round is not sent.
 */
final class ArmRound {

  private final Duration patience;
  private @Nullable Failure end;

  /**
   * @param patience for each request, from sending it to the last byte of its answer
   */
  ArmRound(Duration patience) {
    this.patience = patience;
  }

  /**
   * Sends a request and waits for it.
   *
   * @param action the right that it needs, as in a role definition
   */
  <A, T> Part<T> ask(Mono<A> request, String action, Function<A, T> mapping) {
    if (end != null) {
      return new Part.Missing<>(new Failure(end.kind(), end.message()));
    }
    try {
      Optional<A> answer = request.timeout(patience).blockOptional();
      return answer
          .<Part<T>>map(it -> new Part.Known<>(mapping.apply(it)))
          .orElseGet(
              () -> new Part.Missing<>(new Failure(Kind.UNREADABLE, "Azure's answer was empty")));
    } catch (RuntimeException e) {
      Failure failure = Failures.of(e, action);
      if (failure.kind().endsTheRound()) {
        end = failure;
      }
      return new Part.Missing<>(failure);
    }
  }
}
