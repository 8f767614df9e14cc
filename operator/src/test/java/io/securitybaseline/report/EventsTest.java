package io.securitybaseline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an event looks like, and when a namespace's people get one. */
class EventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");
  private static final Finding REOPENED =
      Finding.violation("ReopenedByPolicy", "NetworkPolicy allow-all allows it for 14 pods");
  private static final Finding HOST = Finding.violation("HostNetwork", "1 pod is on the host");
  private static final Finding PLATFORM = Finding.violation("NotEnforced", "there is no engine");
  private static final Finding REFUSED = Finding.violation("Forbidden", "no right");

  private final List<Event> sent = new ArrayList<>();
  private final NamespaceEvents events =
      new NamespaceEvents(new EventFactory("pod-1"), sent::add, Clock.fixed(NOW, ZoneOffset.UTC));

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
  void whatTheApiServerWouldRefuseAsTooLongIsCut() {
    Event event =
        new EventFactory("é".repeat(100)).normal(namespace("shop"), "A", "é".repeat(2000), NOW);

    assertThat(event.getMessage().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(event.getReportingInstance().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void whatIsFoundAtTheFirstLookBeginsThere() {
    events.tell(namespace("shop"), Optional.empty(), exposed(REOPENED));
    events.tell(namespace("shop"), Optional.empty(), exposed());

    assertThat(sent).extracting(Event::getReason).containsExactly("ReopenedByPolicy");
  }

  @Test
  void whatBeginsIsReported() {
    events.tell(namespace("shop"), exposed(), exposed(REOPENED));

    assertThat(reported())
        .containsExactly("Warning ReopenedByPolicy NetworkPolicy allow-all allows it for 14 pods");
  }

  @Test
  void whatGoesOnIsNotReportedAgain() {
    events.tell(namespace("shop"), exposed(REOPENED), exposed(REOPENED));
    events.tell(
        namespace("shop"),
        exposed(REOPENED),
        exposed(Finding.violation("ReopenedByPolicy", "for 15 pods")));

    assertThat(sent).isEmpty();
  }

  @Test
  void anotherReasonIsReportedAndAnEndToo() {
    events.tell(namespace("shop"), exposed(REOPENED), exposed(HOST));
    events.tell(namespace("shop"), exposed(HOST), exposed());
    events.tell(namespace("shop"), exposed(HOST), Optional.empty());

    assertThat(reported())
        .containsExactly(
            "Warning HostNetwork 1 pod is on the host",
            "Normal Resolved HostNetwork no longer applies",
            "Normal Resolved HostNetwork no longer applies");
  }

  @Test
  void whatOnlyThePlatformTeamCanMendIsNotReportedHere() {
    events.tell(namespace("shop"), exposed(), exposed(PLATFORM));
    events.tell(namespace("shop"), exposed(PLATFORM), exposed());
    events.tell(
        namespace("shop"), exposed(), exposed(Finding.info("HostNetwork", "none that matter")));

    assertThat(sent).isEmpty();
  }

  @Test
  void aRefusedChangeResolvesNothing() {
    events.tell(namespace("shop"), exposed(REOPENED), exposed(REFUSED, REOPENED));
    events.tell(namespace("shop"), exposed(REFUSED, REOPENED), exposed(REOPENED));

    assertThat(sent).isEmpty();
  }

  private List<String> reported() {
    return sent.stream()
        .map(event -> event.getType() + " " + event.getReason() + " " + event.getMessage())
        .toList();
  }

  private static Optional<Result> exposed(Finding... findings) {
    return Optional.of(new Result(SubjectState.VIOLATING, List.of(findings), 0));
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
