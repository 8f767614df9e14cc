package io.securitybaseline.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many Events are sent, by steps of a clock. */
class EventLimiterTest {

  private final List<EventFate> fates = new ArrayList<>();
  private final EventLimiter limiter = new EventLimiter(fates::add);

  /** Near the end of its range, where only differences mean anything. */
  private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

  @Test
  void aTenantThatTogglesALabelHundredTimesASecondCausesTenEventsAndThenOneInFiveMinutes() {
    int sent = 0;
    for (int i = 0; i < 118 * 60 * 10; i++) {
      sent += limiter.admit(event("shop", "ReopenedByPolicy", "now " + i), now).isPresent() ? 1 : 0;
      now += Duration.ofSeconds(1).toNanos() / 118;
    }

    assertThat(sent).isEqualTo(11);
    assertThat(fates).hasSize(118 * 60 * 10 - 11).containsOnly(EventFate.WITHHELD);
  }

  @Test
  void whatWasWithheldIsCombinedWithItsNumberAndTheLastMessage() {
    for (int i = 0; i < 15; i++) {
      limiter.admit(event("shop", "ReopenedByPolicy", "message " + i), now);
    }
    assertThat(limiter.due(now)).isEmpty();
    now += EventLimiter.INTERVAL.toNanos();

    assertThat(limiter.due(now))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getMessage()).isEqualTo("(combined from similar events): message 14");
          assertThat(event.getCount()).isEqualTo(5);
          assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-01T00:00:00Z");
          assertThat(event.getLastTimestamp()).isEqualTo("2026-11-01T00:00:00Z");
        });
    assertThat(limiter.due(now)).isEmpty();
  }

  @Test
  void aSingleEventThatWasWithheldIsSentAsItIs() {
    for (int i = 0; i < EventLimiter.SIMILAR_AT_ONCE; i++) {
      limiter.admit(event("shop", "A", "x"), now);
    }
    Event last = event("shop", "A", "last");
    assertThat(limiter.admit(last, now)).isEmpty();
    now += EventLimiter.INTERVAL.toNanos();

    assertThat(limiter.due(now)).containsExactly(last);
  }

  @Test
  void otherReasonsAndOtherObjectsHaveLimitsOfTheirOwn() {
    for (int i = 0; i < 100; i++) {
      limiter.admit(event("shop", "A", "x"), now);
    }

    assertThat(limiter.admit(event("shop", "B", "x"), now)).isPresent();
    assertThat(limiter.admit(event("blog", "A", "x"), now)).isPresent();
  }

  @Test
  void anObjectWithManyReasonsIsLimitedAsAWhole() {
    int sent = 0;
    for (int i = 0; i < 100; i++) {
      sent += limiter.admit(event("shop", "Reason" + i, "x"), now).isPresent() ? 1 : 0;
    }

    assertThat(sent).isEqualTo(EventLimiter.OF_OBJECT_AT_ONCE);
  }

  @Test
  void aNoisyReasonOfTheBaselineSilencesNoOther() {
    for (int i = 0; i < 100; i++) {
      limiter.admit(of("SecurityBaseline", "default", "Noisy" + i % 9, "x"), now);
    }

    assertThat(limiter.admit(of("SecurityBaseline", "default", "Suspended", "x"), now)).isPresent();
  }

  @Test
  void afterALongPauseAllIsAllowedAgain() {
    for (int i = 0; i < 10; i++) {
      limiter.admit(event("shop", "A", "x"), now);
    }
    now += EventLimiter.INTERVAL.multipliedBy(10).toNanos();

    for (int i = 0; i < 10; i++) {
      assertThat(limiter.admit(event("shop", "A", "x"), now)).isPresent();
    }
    assertThat(limiter.admit(event("shop", "A", "x"), now)).isEmpty();
  }

  @Test
  void noMoreThanItsKeysAreRememberedAndWhatIsForgottenIsCounted() {
    for (int i = 0; i <= EventLimiter.SIMILAR_AT_ONCE; i++) {
      limiter.admit(event("first", "A", "x"), now);
    }
    fates.clear();

    for (int i = 0; i < EventLimiter.MOST_KEYS; i++) {
      limiter.admit(event("ns-" + i, "A", "x"), now);
    }

    assertThat(fates).containsExactly(EventFate.DROPPED);
    now += EventLimiter.INTERVAL.toNanos();
    assertThat(limiter.due(now)).isEmpty();
  }

  @Test
  void aCombinedMessageIsNoLongerThanTheApiServerTakes() {
    for (int i = 0; i < 12; i++) {
      limiter.admit(event("shop", "A", "ä".repeat(512)), now);
    }
    now += EventLimiter.INTERVAL.toNanos();

    assertThat(limiter.due(now).getFirst().getMessage().getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(1024);
  }

  private static Event event(String namespace, String reason, String message) {
    return of("Namespace", namespace, reason, message);
  }

  private static Event of(String kind, String name, String reason, String message) {
    return new EventBuilder()
        .withNewInvolvedObject()
        .withKind(kind)
        .withName(name)
        .withUid("uid-of-" + name)
        .endInvolvedObject()
        .withReason(reason)
        .withMessage(message)
        .withEventTime(new MicroTime("2026-11-01T00:00:00.123456Z"))
        .build();
  }
}
