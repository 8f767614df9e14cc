package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnnotationRemovalsTest {

  private final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");
  private final AnnotationRemovals removals = new AnnotationRemovals(clock);

  @Test
  void whatWasNeverReplacedHasLostNothing() {
    assertThat(removals.of("a", false)).isZero();
  }

  @Test
  void eachReplacementWithoutTheAnnotationIsARemoval() {
    removals.swapped("a", false);
    assertThat(removals.of("a", true)).isZero();
    assertThat(removals.of("a", false)).isEqualTo(1);

    removals.swapped("a", false);
    assertThat(removals.of("a", true)).isEqualTo(1);
    assertThat(removals.of("a", false)).isEqualTo(2);

    removals.swapped("a", true);
    assertThat(removals.of("a", true)).isEqualTo(1);
    assertThat(removals.of("b", false)).isZero();
  }

  @Test
  void anHourAfterTheLastReplacementItIsForgotten() {
    removals.swapped("a", false);
    clock.advance(Duration.ofHours(1));
    assertThat(removals.of("a", false)).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(removals.of("a", false)).isZero();
  }
}
