package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerVersionTest {
  private final MovableClock clock = MovableClock.at("2026-11-24T10:00:00Z");
  private final ServerVersion version = new ServerVersion(this::server, clock);
  private String answer = "v1.36.3";
  private boolean down;
  private int asked;

  @Test
  void itIsReadOnceAnHour() {
    assertThat(version.get()).contains("v1.36.3");
    answer = "v1.37.0";
    clock.advance(Duration.ofMinutes(59));
    assertThat(version.get()).contains("v1.36.3");
    assertThat(asked).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    assertThat(version.get()).contains("v1.37.0");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whereTheServerDoesNotReportItTheLastOneCounts() {
    down = true;
    assertThat(version.get()).isEmpty();
    assertThat(version.get()).isEmpty();
    assertThat(asked).isEqualTo(1);

    down = false;
    clock.advance(Duration.ofMinutes(5));
    assertThat(version.get()).contains("v1.36.3");

    down = true;
    clock.advance(Duration.ofHours(1));
    assertThat(version.get()).contains("v1.36.3");
  }

  private @Nullable VersionInfo server() {
    asked++;
    if (down) {
      throw new KubernetesClientException("down");
    }
    return new VersionInfo.Builder().withGitVersion(answer).build();
  }
}
