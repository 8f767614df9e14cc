package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final FailureLog failures = new FailureLog(nanos::get);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(FailureLog.class);

  @BeforeEach
  void listen() {
    lines.start();
    log.setAdditive(false);
    log.addAppender(lines);
    log.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
    log.setLevel(null);
    log.setAdditive(true);
  }

  @Test
  void eachKindOfExceptionHasItsStackTraceOnceAndTheOthersAreCounted() {
    RuntimeException error = new IllegalStateException("one");
    for (int i = 0; i < 10_000; i++) {
      failures.failed("namespace", "shop-" + i, error);
    }
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    failures.failed("namespace", "shop", error);
    assertThat(lines.list).hasSize(2);
    assertThat(lines.list.getLast().getThrowableProxy()).isNull();
    assertThat(lines.list.getLast().getKeyValuePairs()).asString().contains("omitted=\"9999\"");

    failures.failed("namespace", "shop", new IllegalArgumentException("another"));
    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.getLast().getThrowableProxy()).isNotNull();
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

    assertThat(lines.list).hasSize(50);
  }
}
