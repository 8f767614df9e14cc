package io.securitybaseline.controls.nodes;

import static io.securitybaseline.controls.nodes.NodePools.outdated;
import static io.securitybaseline.controls.nodes.NodePools.waiting;
import static io.securitybaseline.controls.nodes.NodePools.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.EventFactory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeAlarmsTest {
  /** The most events in one pass. */
  private static final int MOST = 20;

  private final List<Event> sent = new ArrayList<>();
  private final AlarmEvents events =
      new AlarmEvents(
          new EventFactory("test"), sent::add, Clock.fixed(NodePools.NOW, ZoneOffset.UTC));

  @Test
  void aNodeIsReportedOnceThatItWaitedTooLongAndOnceThatItIsOver() {
    publish(List.of(well("a", 2)), false);
    assertThat(sent).isEmpty();

    publish(List.of(waiting("a", 1), well("b", 1)), false);
    publish(List.of(waiting("a", 1), well("b", 1)), false);
    assertThat(reported()).containsExactly("Warning RebootRequired Node a-0 uid-a-0");

    publish(List.of(well("a", 1), well("b", 1)), false);
    publish(List.of(well("a", 1), well("b", 1)), false);
    assertThat(reported())
        .containsExactly(
            "Warning RebootRequired Node a-0 uid-a-0", "Normal Rebooted Node a-0 uid-a-0");
  }

  @Test
  void afterARestartWhatHeldBeforeIsNoNews() {
    publish(List.of(waiting("a", 1)), false);
    assertThat(sent).isEmpty();

    publish(List.of(well("a", 1)), false);
    assertThat(reported()).containsExactly("Normal Rebooted Node a-0 uid-a-0");
  }

  @Test
  void ofANewBaselineEverythingIsNews() {
    publish(List.of(waiting("a", 1)), true);
    events.forget(NodesModule.ID);
    publish(List.of(waiting("a", 1)), true);

    assertThat(sent).hasSize(2);
  }

  @Test
  void imagesAreNotReportedOnNodes() {
    publish(List.of(well("a", 3)), false);
    publish(List.of(outdated("a", 3)), false);

    assertThat(sent).isEmpty();
  }

  @Test
  void whereVeryManyTurnAtOnceNodesAreNotReported() {
    publish(List.of(well("a", MOST + 1)), false);
    publish(List.of(waiting("a", MOST + 1)), false);
    assertThat(sent).isEmpty();

    publish(List.of(waiting("a", MOST), well("b", 1)), false);
    assertThat(sent).isEmpty();
    publish(List.of(waiting("a", MOST - 1), well("b", 1)), false);
    publish(List.of(well("a", MOST - 1), well("b", 1)), false);
    assertThat(sent).hasSize(MOST - 1);
  }

  @Test
  void exemptPoolsAreLeftInPeace() {
    publish(List.of(well("a", 1)), false);
    publish(
        List.of(
            NodePools.decided(
                new Applicability.Exempt(NodePools.EXEMPTION),
                NodePools.assessed(
                    "a", 1, NodePools.CURRENT, Optional.of(NodePools.condition("True"))))),
        false);

    assertThat(sent).isEmpty();
  }

  private void publish(List<PoolDecision> pools, boolean publishesUnseen) {
    events.publish(NodesModule.ID, new NodesReport(pools, List.of()).alarms(), publishesUnseen);
  }

  private List<String> reported() {
    return sent.stream()
        .map(event ->
            "%s %s %s %s %s"
                .formatted(
                    event.getType(),
                    event.getReason(),
                    event.getInvolvedObject().getKind(),
                    event.getInvolvedObject().getName(),
                    event.getInvolvedObject().getUid()))
        .toList();
  }
}
