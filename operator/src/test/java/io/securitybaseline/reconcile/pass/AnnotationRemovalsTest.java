package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.module.AnnotationRemoval;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationRemovalsTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  private final AnnotationRemovals removals = new AnnotationRemovals();

  @Test
  void whatWasNeverReplacedHasLostNothing() {
    assertThat(removals.of("a", false, TODAY)).isZero();
  }

  @Test
  void eachReplacementWithoutTheAnnotationIsARemoval() {
    removals.swapped("a", false, TODAY);
    assertThat(removals.of("a", true, TODAY)).isZero();
    assertThat(removals.of("a", false, TODAY)).isEqualTo(1);

    removals.swapped("a", false, TODAY);
    assertThat(removals.of("a", true, TODAY)).isEqualTo(1);
    assertThat(removals.of("a", false, TODAY)).isEqualTo(2);

    removals.swapped("a", true, TODAY);
    assertThat(removals.of("a", true, TODAY)).isEqualTo(1);
    assertThat(removals.of("b", false, TODAY)).isZero();
  }

  /** A job that runs every night restores the users each time, and so does one that runs weekly. */
  @Test
  void aMonthAfterTheLastReplacementItIsForgotten() {
    removals.swapped("a", false, TODAY);
    assertThat(removals.of("a", false, TODAY.plusDays(1))).isEqualTo(1);
    assertThat(removals.of("a", false, TODAY.plusDays(31))).isEqualTo(1);

    assertThat(removals.of("a", false, TODAY.plusDays(32))).isZero();
  }

  /** The process that replaced the users is gone when the annotation is removed. */
  @Test
  void anObjectThatCarriedTheAnnotationIsKnown() {
    assertThat(removals.of("a", true, TODAY)).isZero();

    assertThat(removals.of("a", false, TODAY)).isEqualTo(1);
  }

  @Test
  void whatAnEarlierProcessCountedGoesOn() {
    removals.restore(List.of(new AnnotationRemoval("a", 2, TODAY.minusDays(3))), TODAY);
    assertThat(removals.of("a", false, TODAY)).isEqualTo(3);

    removals.swapped("b", false, TODAY);
    removals.swapped("b", false, TODAY);
    removals.restore(
        List.of(
            new AnnotationRemoval("b", 9, TODAY),
            new AnnotationRemoval("c", 2, TODAY.minusDays(32))),
        TODAY);

    assertThat(removals.of("b", false, TODAY)).isEqualTo(2);
    assertThat(removals.of("c", false, TODAY)).isZero();
  }

  @Test
  void thoseWithTheMostRemovalsAreReported() {
    removals.swapped("none", false, TODAY);
    for (int i = 0; i < 4; i++) {
      removals.swapped("often", false, TODAY);
    }
    removals.swapped("once", false, TODAY);
    removals.swapped("once", false, TODAY);

    assertThat(removals.counted(50, TODAY))
        .containsExactly(
            new AnnotationRemoval("often", 3, TODAY), new AnnotationRemoval("once", 1, TODAY));
    assertThat(removals.counted(1, TODAY)).extracting(AnnotationRemoval::uid).containsOnly("often");
  }

  @Test
  void noMoreThanSoManyAreRememberedAndThoseWithTheMostStay() {
    removals.swapped("fight", false, TODAY);
    removals.swapped("fight", false, TODAY);
    for (int i = 0; i < AnnotationRemovals.MOST * 2; i++) {
      removals.of("uid-" + i, true, TODAY);
    }

    assertThat(removals.size()).isLessThanOrEqualTo(AnnotationRemovals.MOST);
    assertThat(removals.of("fight", false, TODAY)).isEqualTo(2);
  }
}
