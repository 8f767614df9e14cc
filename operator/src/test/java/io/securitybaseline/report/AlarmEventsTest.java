package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.report.Alarm.Notice;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events about states of objects, whatever the control. */
class AlarmEventsTest {
  private static final ControlId ONE = new ControlId("One");
  private static final ControlId OTHER = new ControlId("Other");

  private final List<Event> sent = new ArrayList<>();
  private final AlarmEvents events =
      new AlarmEvents(
          new EventFactory("test"), sent::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void beginAndEndAreReportedOnceEachOnTheObject() {
    events.publish(ONE, List.of(alarm("a", "Old", false)), false);
    events.publish(ONE, List.of(alarm("a", "Old", true)), false);
    events.publish(ONE, List.of(alarm("a", "Old", true)), false);
    events.publish(ONE, List.of(alarm("a", "Old", false)), false);
    events.publish(ONE, List.of(alarm("a", "Old", false)), false);

    assertThat(reported())
        .containsExactly(
            "Warning Old Node a uid-a: it is so", "Normal NotOld Node a uid-a: it is over");
  }

  @Test
  void theEndOfTheObjectIsNotTheEndOfTheState() {
    events.publish(ONE, List.of(alarm("a", "Old", true)), true);
    events.publish(ONE, List.of(), true);

    assertThat(reported()).hasSize(1);
  }

  @Test
  void anUnseenObjectIsReportedOnlyWhereThatIsNew() {
    events.publish(ONE, List.of(alarm("a", "Old", true)), false);
    assertThat(sent).isEmpty();

    events.publish(ONE, List.of(alarm("a", "Old", true), alarm("b", "Old", true)), true);
    assertThat(reported()).containsExactly("Warning Old Node b uid-b: it is so");
  }

  @Test
  void anObjectMayHaveAlarmsOfSeveralReasonsAndControls() {
    events.publish(ONE, List.of(alarm("a", "Old", true), alarm("a", "Weak", false)), true);
    events.publish(OTHER, List.of(alarm("a", "Old", true)), true);
    events.publish(ONE, List.of(alarm("a", "Old", true), alarm("a", "Weak", true)), true);

    assertThat(sent).extracting(Event::getReason).containsExactly("Old", "Old", "Weak");
  }

  @Test
  void whereManyChangeAtOnceNoneIsReported() {
    events.publish(ONE, alarms(AlarmEvents.MOST + 1), true);
    assertThat(sent).isEmpty();

    events.forget(ONE);
    events.publish(ONE, alarms(AlarmEvents.MOST), true);
    assertThat(sent).hasSize(AlarmEvents.MOST);
  }

  @Test
  void whatIsForgottenIsUnseen() {
    events.publish(ONE, alarms(1), true);
    events.publish(OTHER, alarms(1), true);
    events.forget(ONE);
    events.publish(ONE, alarms(1), true);
    events.publish(OTHER, alarms(1), true);
    assertThat(sent).hasSize(3);

    events.forget();
    events.publish(OTHER, alarms(1), true);
    assertThat(sent).hasSize(4);
  }

  private static List<Alarm> alarms(int count) {
    return IntStream.range(0, count).mapToObj(i -> alarm("n" + i, "Old", true)).toList();
  }

  private static Alarm alarm(String name, String reason, boolean raised) {
    return new Alarm(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(name)
            .withUid("uid-" + name)
            .build(),
        raised,
        new Notice(reason, "it is so"),
        new Notice("Not" + reason, "it is over"));
  }

  private List<String> reported() {
    return sent.stream()
        .map(event ->
            "%s %s %s %s %s: %s"
                .formatted(
                    event.getType(),
                    event.getReason(),
                    event.getInvolvedObject().getKind(),
                    event.getInvolvedObject().getName(),
                    event.getInvolvedObject().getUid(),
                    event.getMessage()))
        .toList();
  }
}
