package io.securitybaseline.controls.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageAgesTest {

  /** Patch Tuesdays: 9 December 2025, 13 January 2026, 10 February 2026, 10 March 2026. */
  @ParameterizedTest(name = "{0} of {1}, at most {2} days: current until {3}")
  @CsvSource({
    "Linux, 2025-12-12, 30, 2026-01-11",
    "Linux, 2025-12-12, 1, 2025-12-13",
    "Windows, 2025-12-12, 30, 2026-01-27",
    "Windows, 2025-12-12, 60, 2026-02-10",
    "Windows, 2025-12-09, 30, 2026-01-27",
    "Windows, 2025-12-08, 7, 2025-12-23",
    "Windows, 2026-01-14, 30, 2026-02-24",
    "Windows, 2026-02-10, 30, 2026-03-24",
  })
  void windowsHasItsOwnCadence(String os, LocalDate effective, int maxAgeDays, LocalDate until) {
    assertThat(ImageAges.currentUntil(effective, os, maxAgeDays)).isEqualTo(until);
  }
}
