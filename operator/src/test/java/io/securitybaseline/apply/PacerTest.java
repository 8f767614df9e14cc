package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final Pacer pacer = new Pacer();

  @Test
  void withoutARateNoNamespaceWaits() {
    for (int i = 0; i < 100; i++) {
      assertThat(pacer.turn("ns-" + i, 0, START)).isZero();
    }
  }

  @Test
  void slotsFollowEachOtherAtThePace() {
    assertThat(pacer.turn("a", 6, START)).isZero();
    assertThat(pacer.turn("b", 6, START)).isEqualTo(Duration.ofSeconds(10));
    assertThat(pacer.turn("c", 6, START)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void askingAgainKeepsTheSlot() {
    pacer.turn("a", 6, START);
    pacer.turn("b", 6, START);

    assertThat(pacer.turn("b", 6, START.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    assertThat(pacer.turn("b", 6, START.plusSeconds(10))).isZero();
  }

  @Test
  void aSlotServesOnce() {
    pacer.turn("a", 6, START);
    pacer.turn("b", 6, START);
    pacer.turn("b", 6, START.plusSeconds(10));

    assertThat(pacer.turn("b", 6, START.plusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void comingALittleLateIsFine() {
    pacer.turn("a", 6, START);
    pacer.turn("b", 6, START);

    assertThat(pacer.turn("b", 6, START.plusSeconds(70))).isZero();
  }

  @Test
  void afterALongAbsenceAllQueueAgain() {
    for (int i = 0; i < 100; i++) {
      pacer.turn("ns-" + i, 6, START);
    }
    Instant later = START.plus(Duration.ofDays(2));

    assertThat(pacer.turn("ns-50", 6, later)).isZero();
    assertThat(pacer.turn("ns-51", 6, later)).isEqualTo(Duration.ofSeconds(10));
    assertThat(pacer.turn("ns-52", 6, later)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aNewRateStartsWithNewSlots() {
    pacer.turn("a", 1, START);
    assertThat(pacer.turn("b", 1, START)).isEqualTo(Duration.ofMinutes(1));

    assertThat(pacer.turn("b", 60, START)).isZero();
    assertThat(pacer.turn("c", 60, START)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pacer.turn("c", 0, START)).isZero();
  }

  @Test
  void aRemovedNamespaceLosesItsSlotAndTheOthersKeepTheirs() {
    pacer.turn("a", 6, START);
    pacer.turn("b", 6, START);
    pacer.turn("c", 6, START);

    pacer.forget("b");

    assertThat(pacer.turn("c", 6, START)).isEqualTo(Duration.ofSeconds(20));
    assertThat(pacer.turn("b", 6, START)).isEqualTo(Duration.ofSeconds(30));
  }

  /** In any minute no more than the pace go, when all come back when they were reported to. */
  @EverySeed
  void neverFasterThanThePace(long seed) {
    var random = Seeds.random(seed);
    int pace = 1 + random.nextInt(30);
    List<Instant> gone = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant now = START.plusMillis(random.nextInt(90_000));
      Duration wait = pacer.turn("ns-" + i, pace, now);
      Instant slot = now.plus(wait);
      assertThat(pacer.turn("ns-" + i, pace, slot).isZero() || wait.isZero()).isTrue();
      gone.add(slot);
    }
    gone.sort(null);
    Duration gap = Duration.ofMinutes(1).dividedBy(pace);
    for (int i = 1; i < gone.size(); i++) {
      assertThat(Duration.between(gone.get(i - 1), gone.get(i))).isGreaterThanOrEqualTo(gap);
    }
  }
}
