package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a baseline that has been suspended from its beginning. */
class SuspendedStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void whatWasFilledInAtCreationIsNoResult() {
    assertThat(StatusReport.isUntouched(null)).isTrue();
    assertThat(StatusReport.isUntouched(status(null))).isTrue();
    assertThat(StatusReport.isUntouched(status(-1L))).isTrue();
    assertThat(StatusReport.isUntouched(status(1L))).isFalse();
  }

  @Test
  void saysThatNothingWasEvaluated() {
    var status = StatusReport.suspended(3, Mode.ENFORCE, NOW);

    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.conditions())
        .extracting(condition -> condition.getType())
        .containsExactly("Ready", "Compliant");
    assertThat(status.conditions())
        .allSatisfy(condition -> {
          assertThat(condition.getStatus()).isEqualTo("Unknown");
          assertThat(condition.getReason()).isEqualTo("Suspended");
          assertThat(condition.getMessage())
              .isEqualTo("spec.suspend is true: nothing was evaluated, and nothing is changed");
        });
  }

  private static SecurityBaselineStatus status(@Nullable Long generation) {
    return new SecurityBaselineStatus(
        generation, null, List.of(), null, null, null, null, null, null);
  }
}
