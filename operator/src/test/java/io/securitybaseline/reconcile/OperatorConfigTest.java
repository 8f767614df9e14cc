package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConfigTest {
  @ParameterizedTest(name = "port {0}, workers {1}, writes {2}, timeout {3}: {4}")
  @CsvSource({
    "8080, 16, 0, 60,",
    "0, 1, 1, 1,",
    "65535, 256, 1000, 3600,",
    "-1, 16, 0, 60, '--port takes 0 to 65535, not -1'",
    "65536, 16, 0, 60, '--port takes 0 to 65535, not 65536'",
    "0, 0, 0, 60, '--workers takes 1 to 256, not 0'",
    "0, 257, 0, 60, '--workers takes 1 to 256, not 257'",
    "0, 1, -1, 60, '--writes-per-second takes 0 (no limit) or more, not -1'",
    "0, 1, 0, 0, '--startup-timeout takes 1 second or more, not 0'",
    "0, 1, 0, -5, '--startup-timeout takes 1 second or more, not -5'",
  })
  void nonsenseIsRejectedByTheNameOfTheFlag(
      int port, int workers, int writes, int timeout, @Nullable String message) {
    if (message == null) {
      assertThat(config(port, workers, writes, timeout).port()).isEqualTo(port);
    } else {
      assertThatThrownBy(() -> config(port, workers, writes, timeout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void theChartTakesAsManyWorkers() {
    var schema = Manifests.tree(GeneratedFile.read(Chart.PATH + "/values.schema.json"));

    assertThat(schema.at("/properties/operator/properties/workers/maximum").asInt())
        .isEqualTo(OperatorConfig.MOST_WORKERS);
  }

  @Test
  void localNeedsNoLeaseAndNoFixedPort() {
    OperatorConfig local = OperatorConfig.local();

    assertThat(local.port()).isZero();
    assertThat(local.leaderElection()).isFalse();
    assertThat(local.leaseNamespace()).isEmpty();
    assertThat(local.workers()).isEqualTo(OperatorConfig.DEFAULT_WORKERS);
  }

  private static OperatorConfig config(int port, int workers, int writes, int timeout) {
    return new OperatorConfig(
        port,
        false,
        Optional.empty(),
        "test",
        workers,
        writes,
        Duration.ofSeconds(timeout),
        OperatorConfig.DEFAULT_LIST_TIMEOUT,
        Optional.empty(),
        OperatorConfig.WATCH_PATIENCE,
        false,
        false,
        Optional.empty(),
        EvidenceTable.BUNDLED);
  }
}
