package io.securitybaseline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an event looks like. */
class EventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");

  @Test
  void eventNamesItsSubjectAndItsSender() {
    Event event = new EventFactory("pod-1").warning(namespace("shop"), "Why", "what is so", NOW);

    assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(event.getMetadata().getName()).matches("shop\\.[0-9a-f]+");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("Namespace");
    assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("v1");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("shop");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-shop");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("Why");
    assertThat(event.getMessage()).isEqualTo("what is so");
    assertThat(event.getAction()).isEqualTo("Evaluate");
    assertThat(event.getReportingComponent()).isEqualTo("security-baseline-operator");
    assertThat(event.getReportingInstance()).isEqualTo("pod-1");
    assertThat(event.getEventTime().getTime()).isEqualTo("2026-11-23T10:00:00.123456Z");
  }

  @Test
  void namesDifferEvenWithinOneMillisecond() {
    var announcements = new EventFactory("pod-1");

    Event one = announcements.normal(namespace("shop"), "A", "", NOW);
    Event other = announcements.normal(namespace("shop"), "A", "", NOW);

    assertThat(one.getType()).isEqualTo("Normal");
    assertThat(one.getMetadata().getName()).isNotEqualTo(other.getMetadata().getName());
  }

  @Test
  void whatTheApiServerWouldRejectAsTooLongIsCut() {
    Event event =
        new EventFactory("é".repeat(100)).normal(namespace("shop"), "A", "é".repeat(2000), NOW);

    assertThat(event.getMessage().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(event.getReportingInstance().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(128);
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .build();
  }
}
