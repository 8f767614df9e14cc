package io.securitybaseline.facts.azure.arm;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.Part;
import io.securitybaseline.facts.azure.client.Failures;
import io.securitybaseline.facts.azure.client.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One round of requests, one after the other. Once Azure throttles the operator, rejects the token
 * or leaves two requests in a row without an answer, the rest of the round is not sent; any other
 * failure costs its own request alone.
 */
final class ArmRound {

  private static final int MOST_UNANSWERED = 2;

  private final Timeouts patience;
  private final LongSupplier nanos;
  private final long began;
  private int unanswered;
  private @Nullable Failure end;

  /**
   * @param nanos a clock that is never set, in nanoseconds
   */
  ArmRound(Timeouts patience, LongSupplier nanos) {
    this.patience = patience;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /**
   * Sends a request and waits for it.
   *
   * @param action the right that it needs, as in a role definition
   */
  <A, T> Part<T> ask(Mono<A> request, String action, Function<A, T> mapping) {
    Duration left = patience.round().minusNanos(nanos.getAsLong() - began);
    if (end == null && !left.isPositive()) {
      end = new Failure(Kind.UNREACHABLE, "Azure took too long to answer the previous requests");
    }
    if (end != null) {
      return new Part.Missing<>(new Failure(end.kind(), end.message()));
    }
    try {
      Optional<A> answer = request.timeout(patience.within(left)).blockOptional();
      unanswered = 0;
      return answer
          .<Part<T>>map(it -> new Part.Known<>(mapping.apply(it)))
          .orElseGet(
              () -> new Part.Missing<>(new Failure(Kind.UNREADABLE, "Azure's answer was empty")));
    } catch (RuntimeException e) {
      Failure failure = Failures.of(e, action);
      heed(failure);
      return new Part.Missing<>(failure);
    }
  }

  private void heed(Failure failure) {
    unanswered = failure.kind() == Kind.UNREACHABLE ? unanswered + 1 : 0;
    if (failure.kind().endsTheRound() || unanswered == MOST_UNANSWERED) {
      end = failure;
    }
  }
}
