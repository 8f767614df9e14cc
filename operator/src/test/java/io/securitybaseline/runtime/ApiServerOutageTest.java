package io.securitybaseline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.client.ApiServerOutage;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which lines an outage leaves, by steps of a clock. */
class ApiServerOutageTest {

  private final Exception refused = new CompletionException(new ConnectException());

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final ApiServerOutage outage = new ApiServerOutage(nanos::get);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final org.slf4j.Logger watches =
      LoggerFactory.getLogger("io.fabric8.kubernetes.client.informers.impl.cache.Reflector");
  private final org.slf4j.Logger applier = LoggerFactory.getLogger(Applier.class);

  @BeforeEach
  void listen() {
    context.reset();
    lines.addFilter(new OutageNoise(outage, nanos::get));
    lines.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
  }

  @AfterEach
  void restore() throws JoranException {
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void aMinuteWithoutAnApiServerIsOneLineAndItsEndAnother() {
    for (int second = 0; second < 60; second++) {
      for (int watch = 0; watch < 14; watch++) {
        outage.failed("10.0.0.1:443", refused);
        watches.warn("listSyncAndWatch failed for {}, will retry", "v1/nodes", refused);
        applier.atWarn().addKeyValue("outcome", "later").log("keeps pods from the service");
      }
      pass(Duration.ofSeconds(1));
    }
    assertThat(messages())
        .containsExactly("the API server cannot be reached; requests and watches are retried");

    for (int watch = 0; watch < 14; watch++) {
      outage.answered();
    }
    watches.warn("listSyncAndWatch failed for {}, will retry", "v1/nodes", refused);

    assertThat(messages()).hasSize(2).last().isEqualTo("the API server can be reached again");
    assertThat(lines.list.getLast().getKeyValuePairs())
        .singleElement()
        .hasToString("seconds=\"60\"");
  }

  @Test
  void otherErrorsAppearAlsoDuringAnOutage() {
    outage.failed("10.0.0.1:443", refused);
    watches.error("unexpected", new IllegalStateException());
    watches.warn("cannot read an object", new JsonParseException(null, "too long"));
    watches.warn("without an exception");
    applier.atWarn().addKeyValue("outcome", "refused").log("another change");
    LoggerFactory.getLogger("io.securitybaseline.reconcile.X").warn("ours", refused);

    assertThat(messages())
        .containsExactly(
            "the API server cannot be reached; requests and watches are retried",
            "unexpected",
            "cannot read an object",
            "without an exception",
            "another change",
            "ours");
  }

  @Test
  void aStartingServerThatRejectsAllRequestsIsExplainedAndAPersistentRejectionIsLogged() {
    KubernetesClientException forbidden = new KubernetesClientException("forbidden", 403, null);
    outage.failed("10.0.0.1:443", refused);
    outage.answered();
    watches.warn("listSyncAndWatch failed for {}", "v1/pods", forbidden);
    assertThat(messages()).hasSize(2);
    pass(Duration.ofMinutes(1));

    watches.warn("listSyncAndWatch failed for {}", "v1/pods", forbidden);

    assertThat(messages()).last().isEqualTo("listSyncAndWatch failed for v1/pods");
  }

  @Test
  void theSameFailureOfManyWatchesIsLoggedOnceInTenMinutesAndAnotherImmediately() {
    for (int i = 0; i < 100; i++) {
      watches.warn("failed for {}", i, new KubernetesClientException("no", 503, null));
      watches.warn("failed for {}", i, new KubernetesClientException("no", 403, null));
      watches.error("failed for {}", i, new IllegalStateException());
    }
    assertThat(messages()).containsExactly("failed for 0", "failed for 0", "failed for 0");
    pass(OutageNoise.SAME);

    watches.warn("failed for {}", 101, new KubernetesClientException("no", 503, null));

    assertThat(messages()).hasSize(4);
  }

  @Test
  void withoutAnOutageAFailedConnectionAppears() {
    watches.warn("listSyncAndWatch failed", refused);
    outage.failed("10.0.0.1:443", refused);
    outage.answered();
    pass(Duration.ofMinutes(2));
    watches.warn("listSyncAndWatch failed later", refused);

    assertThat(messages()).contains("listSyncAndWatch failed", "listSyncAndWatch failed later");
  }

  @Test
  void aConnectionThatFlapsIsLoggedOnceAMinute() {
    for (int i = 0; i < 119; i++) {
      outage.failed("10.0.0.1:443", refused);
      outage.answered();
      pass(Duration.ofSeconds(1));
    }

    assertThat(messages()).hasSize(4);
  }

  @Test
  void anOutageSoonAfterAnotherIsLoggedOnceItStays() {
    outage.failed("10.0.0.1:443", refused);
    outage.answered();
    outage.failed("10.0.0.1:443", refused);
    assertThat(messages()).hasSize(2);
    pass(Duration.ofSeconds(5));
    outage.failed("10.0.0.1:443", refused);

    assertThat(messages()).hasSize(3);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
