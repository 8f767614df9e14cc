package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.RecordedLog;
import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is logged about a status that the API server did not take. */
class StatusPassTest {

  private final MovableClock clock = MovableClock.at("2026-11-28T06:00:00Z");
  private final StatusPass pass =
      new StatusPass(
          List.of(),
          new BaselineEvents(Set.of(), new EventFactory("test"), _ -> {}, clock),
          new Metrics(new SimpleMeterRegistry(), "test"),
          clock,
          new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), clock));

  @RegisterExtension private final RecordedLog log = RecordedLog.of(StatusPass.class);

  @Test
  void aLostConnectionIsLoggedByTheClientAlone() {
    pass.notWritten(new KubernetesClientException("no answer", new ConnectException("refused")));

    assertThat(log.events()).isEmpty();
  }

  @Test
  void aRejectionIsLoggedOnceAlsoAfterALostConnection() {
    pass.notWritten(new KubernetesClientException("no answer", new ConnectException("refused")));
    pass.notWritten(new KubernetesClientException("quota", 403, null));
    pass.notWritten(new KubernetesClientException("quota", 403, null));

    assertThat(log.events())
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("the status could not be written, and is tried again");
  }
}
