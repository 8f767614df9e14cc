package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.testing.MovableClock;
import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged about a status that the API server did not take. */
class StatusPassTest {

  private final MovableClock clock = MovableClock.at("2026-11-28T06:00:00Z");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(StatusPass.class);
  private final StatusPass pass =
      new StatusPass(
          List.of(),
          new BaselineEvents(Set.of(), new EventFactory("test"), _ -> {}, clock),
          new Metrics(new SimpleMeterRegistry(), "test"),
          clock,
          new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), clock));

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void aLostConnectionIsLoggedByTheClientAlone() {
    pass.notWritten(new KubernetesClientException("no answer", new ConnectException("refused")));

    assertThat(lines.list).isEmpty();
  }

  @Test
  void aRejectionIsLoggedOnceAlsoAfterALostConnection() {
    pass.notWritten(new KubernetesClientException("no answer", new ConnectException("refused")));
    pass.notWritten(new KubernetesClientException("quota", 403, null));
    pass.notWritten(new KubernetesClientException("quota", 403, null));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("the status could not be written, and is tried again");
  }
}
