package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.Metrics;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconcileFailuresTest {
  private final RuntimeException error = new IllegalStateException("no such thing");
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReconcileFailures failures =
      new ReconcileFailures(
          "namespace",
          new Backoff(new Random(1)),
          new FailureLog(nanos::get),
          new Metrics(registry, "test"),
          nanos::get);

  @Test
  void failureIsCountedAndReportedUntilThePassSucceeds() {
    assertThat(failures.message()).isEmpty();

    failures.failed("shop", error);
    failures.failed("bank", error);

    assertThat(failures.message().orElseThrow())
        .isEqualTo(
            "the operator failed to reconcile namespace bank and 1 more"
                + " (IllegalStateException: no such thing): its log has the stack trace");
    assertThat(registry.get("securitybaseline.reconcile.errors").counter().count()).isEqualTo(2);

    assertThat(failures.succeeded("bank")).isTrue();
    assertThat(failures.succeeded("bank")).as("it did before").isFalse();
    assertThat(failures.message().orElseThrow()).contains("namespace shop (");
    failures.succeeded("shop");
    assertThat(failures.message()).isEmpty();
  }

  @Test
  void theDelayOfTheNextAttemptGrows() {
    assertThat(failures.failed("shop", error)).isLessThan(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      failures.failed("shop", error);
    }
    assertThat(failures.failed("shop", error))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void messageIsOneBoundedLineWhateverTheException() {
    failures.failed("shop", new IllegalStateException("a\nb\u001b[31m".repeat(1000)));

    assertThat(failures.message().orElseThrow())
        .hasSizeLessThan(500)
        .doesNotContain("\n")
        .doesNotContain("\u001b");
  }

  @Test
  void brokenTakesFiveInARowOverTwoMinutes() {
    fail("shop", 4, Duration.ofMinutes(1));
    assertThat(failures.isBroken(() -> 1)).as("four").isFalse();
    failures.failed("shop", error);
    assertThat(failures.isBroken(() -> 1)).as("five in four minutes").isTrue();

    failures.succeeded("shop");
    assertThat(failures.isBroken(() -> 1)).as("it works again").isFalse();

    fail("shop", 50, Duration.ofSeconds(2));
    assertThat(failures.isBroken(() -> 1)).as("fifty in 98 seconds").isFalse();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    failures.failed("shop", error);
    assertThat(failures.isBroken(() -> 1)).isTrue();
  }

  /** A user who can create a namespace could otherwise restart the operator forever. */
  @Test
  void objectsThatFailAmongOthersThatDoNotAreNoReasonToRestart() {
    fail("hostile", 9, Duration.ofMinutes(1));
    fail("hostile-too", 9, Duration.ofMinutes(1));

    assertThat(failures.isBroken(() -> 3)).isFalse();
    assertThat(failures.isBroken(() -> 2)).as("nothing else is there").isTrue();
  }

  private void fail(String object, int times, Duration between) {
    for (int i = 0; i < times; i++) {
      failures.failed(object, error);
      nanos.addAndGet(between.toNanos());
    }
  }
}
