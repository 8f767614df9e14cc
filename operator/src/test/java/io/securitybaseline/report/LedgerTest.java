package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void whatIsPutDownIsFound() {
    Ledger.Entry entry = entry("uid-1", "Found");

    ledger.record("shop", entry);

    assertThat(ledger.find("shop", "uid-1")).contains(entry);
    assertThat(ledger.find("other", "uid-1")).isEmpty();
    assertThat(entry.result(InstanceMetadataModule.ID)).isPresent();
  }

  @Test
  void theSuccessorOfTheSameNameIsAnother() {
    ledger.record("shop", entry("uid-1", "Found"));

    assertThat(ledger.find("shop", "uid-2")).isEmpty();
    ledger.record("shop", entry("uid-2", "Found"));
    assertThat(ledger.find("shop", "uid-1")).isEmpty();
    assertThat(ledger.find("shop", "uid-2")).isPresent();
  }

  @Test
  void forgettingTheOldDoesNotForgetTheSuccessor() {
    ledger.record("shop", entry("uid-2", "Found"));

    ledger.forget("shop", "uid-1");
    assertThat(ledger.find("shop", "uid-2")).isPresent();

    ledger.forget("shop", "uid-2");
    assertThat(ledger.find("shop", "uid-2")).isEmpty();
    ledger.forget("shop", "uid-2");
  }

  @Test
  void clearingStrikesOutEverything() {
    ledger.record("shop", entry("uid-1", "Found"));

    ledger.clear();

    assertThat(ledger.find("shop", "uid-1")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: refused {1}")
  @CsvSource({"Forbidden, true", "Refused, true", "ApplyFailed, false", "Found, false"})
  void refusedIsWhatOnlyAPersonCanMend(String reason, boolean refused) {
    assertThat(entry("uid-1", reason).refused()).isEqualTo(refused);
  }

  @Test
  void gravestFindingIsOneThatEnforceDoesNotMend() {
    Finding first = Finding.violation("First", "");
    var result =
        new Result(
            SubjectState.VIOLATING,
            List.of(
                Finding.info("Info", ""),
                Finding.unknown("Unknown", ""),
                Finding.autoFixable("Before", ""),
                Finding.violation("Second", ""),
                first),
            0);

    assertThat(result.gravest()).contains(first);
    assertThat(result.violated()).isTrue();
    assertThat(result.unknown()).isFalse();
  }

  @Test
  void informationIsNotGrave() {
    var result =
        new Result(SubjectState.COMPLIANT, List.of(Finding.info("AlreadyIsolated", "")), 0);

    assertThat(result.gravest()).isEmpty();
    assertThat(result.violated()).isFalse();
    assertThat(result.unknown()).isFalse();
  }

  private static Ledger.Entry entry(String uid, String reason) {
    var result =
        new Result(
            SubjectState.FAILED,
            List.of(Finding.info("Other", ""), Finding.violation(reason, "")),
            0);
    return new Ledger.Entry(uid, 1, 1, Map.of(InstanceMetadataModule.ID, result), 0, 0);
  }
}
