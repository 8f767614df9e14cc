package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.RecordedLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureLogTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final FailureLog failures = new FailureLog(nanos::get);

  @RegisterExtension private final RecordedLog log = RecordedLog.of(FailureLog.class);

  @Test
  void eachKindOfExceptionHasItsStackTraceOnceAndTheOthersAreCounted() {
    RuntimeException error = new IllegalStateException("one");
    for (int i = 0; i < 10_000; i++) {
      failures.failed("namespace", "shop-" + i, error);
    }
    assertThat(log.events()).hasSize(1);
    assertThat(log.events().getFirst().getThrowableProxy()).isNotNull();

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    failures.failed("namespace", "shop", error);
    assertThat(log.events()).hasSize(2);
    assertThat(log.events().getLast().getThrowableProxy()).isNull();
    assertThat(log.events().getLast().getKeyValuePairs()).asString().contains("omitted=\"9999\"");

    failures.failed("namespace", "shop", new IllegalArgumentException("another"));
    assertThat(log.events()).hasSize(3);
    assertThat(log.events().getLast().getThrowableProxy()).isNotNull();
  }

  /** An exception whose place varies, such as that of a parser, must not fill the log. */
  @Test
  void theNumberOfStackTracesIsBounded() {
    for (int i = 0; i < 1000; i++) {
      RuntimeException error = new IllegalStateException();
      error.setStackTrace(
          new StackTraceElement[] {new StackTraceElement("Parser", "at", "Parser.java", i)});
      failures.failed("namespace", "shop", error);
    }

    assertThat(log.events()).hasSize(50);
  }
}
