package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.Part;
import io.securitybaseline.facts.azure.client.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What ends a round, and what costs one request alone. */
class ArmRoundTest {

  private static final Duration ROUND = Duration.ofSeconds(90);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger sent = new AtomicInteger();
  private final ArmRound round =
      new ArmRound(new Timeouts(Duration.ofMillis(500), ROUND), nanos::get);

  @Test
  void silenceCostsOneRequestAlone() {
    assertThat(kind(ask(Mono.never()))).isEqualTo(Kind.UNREACHABLE);
    assertThat(ask(Mono.just("answer")).known()).contains("answer");
    assertThat(kind(ask(Mono.error(new IOException("no route"))))).isEqualTo(Kind.UNREACHABLE);
    assertThat(ask(Mono.just("answer")).known()).contains("answer");
    assertThat(sent).hasValue(4);
  }

  @Test
  void answerOfAnyKindIsNoSilence() {
    ask(Mono.never());
    assertThat(kind(ask(Mono.error(new IllegalStateException("no JSON")))))
        .isEqualTo(Kind.UNREADABLE);
    ask(Mono.never());

    assertThat(ask(Mono.just("answer")).known()).contains("answer");
  }

  @Test
  void twoInARowWithoutAnAnswerEndTheRound() {
    ask(Mono.never());
    ask(Mono.never());

    assertThat(kind(ask(Mono.just("answer")))).isEqualTo(Kind.UNREACHABLE);
    assertThat(sent).hasValue(2);
  }

  @Test
  void aRejectedSignInEndsTheRound() {
    ask(Mono.error(new ClientAuthenticationException("no", null)));

    assertThat(kind(ask(Mono.just("answer")))).isEqualTo(Kind.NOT_SIGNED_IN);
    assertThat(sent).hasValue(1);
  }

  @Test
  void whatIsNotAskedWithinTheTimeOfARoundIsMissing() {
    assertThat(ask(Mono.just("answer")).known()).contains("answer");
    nanos.set(ROUND.toNanos());

    assertThat(kind(ask(Mono.just("answer")))).isEqualTo(Kind.UNREACHABLE);
    assertThat(sent).hasValue(1);
  }

  @Test
  void requestIsGivenNoMoreThanWhatIsLeftOfTheRound() {
    Timeouts patience = new Timeouts(Duration.ofSeconds(30), ROUND);

    assertThat(patience.within(ROUND)).isEqualTo(Duration.ofSeconds(30));
    assertThat(patience.within(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
  }

  private Part<String> ask(Mono<String> request) {
    return round.ask(request.doOnSubscribe(_ -> sent.incrementAndGet()), "action", it -> it);
  }

  private static Kind kind(Part<String> part) {
    return part.missing().map(Failure::kind).orElseThrow();
  }
}
