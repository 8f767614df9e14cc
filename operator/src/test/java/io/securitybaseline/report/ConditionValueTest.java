package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a condition's message fits into a column of kubectl's. */
class ConditionValueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 of 10 namespaces are kept from it; 2 exposed; Enforce would make 2 changes | 8 of 10"
            + " namespaces are kept from it",
        "1 of 2 nodes wait, unknown for 3; pool a: since 2026-11-01T00:00:00Z | 1 of 2 nodes wait,"
            + " unknown for 3",
        "Kubernetes 1.31.2 is no longer supported in westeurope: az aks upgrade -g rg | Kubernetes"
            + " 1.31.2 is no longer supported in westeurope",
        "Defender: the sensor is off: az aks update --enable-defender | Defender: the sensor is"
            + " off",
        "Defender: the identity lacks it | Defender: the identity lacks it",
        "as of 2026-11-24T08:00:00Z, all is well | as of 2026-11-24T08:00:00Z, all is" + " well",
        "every control is off | every control is off",
      })
  void headlineIsTheFirstClause(String message, String headline) {
    assertThat(ConditionValue.isFalse("Reason", message).headline()).isEqualTo(headline);
  }

  @Test
  void headlineOfAClauseWithoutEndIsCut() {
    assertThat(ConditionValue.isFalse("Reason", "語".repeat(5_000)).headline())
        .hasSizeBetween(30, 34)
        .endsWith("…");
    assertThat(ConditionValue.isFalse("Reason", "").headline()).isEmpty();
  }
}
