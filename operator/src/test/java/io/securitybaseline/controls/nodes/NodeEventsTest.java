package io.securitybaseline.controls.nodes;

import static io.securitybaseline.controls.nodes.NodePools.outdated;
import static io.securitybaseline.controls.nodes.NodePools.waiting;
import static io.securitybaseline.controls.nodes.NodePools.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.report.EventFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeEventsTest {
  private final List<Event> sent = new ArrayList<>();
  private final NodeEvents events =
      new NodeEvents(new EventFactory("test"), sent::add, () -> NodePools.NOW);

  @Test
  void aNodeIsReportedOnceThatItWaitedTooLongAndOnceThatItIsOver() {
    events.tell(List.of(well("a", 2)), false);
    assertThat(sent).isEmpty();

    events.tell(List.of(waiting("a", 1), well("b", 1)), false);
    events.tell(List.of(waiting("a", 1), well("b", 1)), false);
    assertThat(reported()).containsExactly("Warning RebootRequired Node a-0 uid-a-0");

    events.tell(List.of(well("a", 1), well("b", 1)), false);
    events.tell(List.of(well("a", 1), well("b", 1)), false);
    assertThat(reported())
        .containsExactly(
            "Warning RebootRequired Node a-0 uid-a-0", "Normal Rebooted Node a-0 uid-a-0");
  }

  @Test
  void afterARestartWhatHeldBeforeIsNoNews() {
    events.tell(List.of(waiting("a", 1)), false);
    assertThat(sent).isEmpty();

    events.tell(List.of(well("a", 1)), false);
    assertThat(reported()).containsExactly("Normal Rebooted Node a-0 uid-a-0");
  }

  @Test
  void ofANewBaselineEverythingIsNews() {
    events.tell(List.of(waiting("a", 1)), true);
    events.forget();
    events.tell(List.of(waiting("a", 1)), true);

    assertThat(sent).hasSize(2);
  }

  @Test
  void imagesAreNotReportedOnNodes() {
    events.tell(List.of(well("a", 3)), false);
    events.tell(List.of(outdated("a", 3)), false);

    assertThat(sent).isEmpty();
  }

  @Test
  void whereVeryManyTurnAtOnceNodesAreNotReported() {
    events.tell(List.of(well("a", NodeEvents.MOST + 1)), false);
    events.tell(List.of(waiting("a", NodeEvents.MOST + 1)), false);
    assertThat(sent).isEmpty();

    events.tell(List.of(waiting("a", NodeEvents.MOST), well("b", 1)), false);
    assertThat(sent).isEmpty();
    events.tell(List.of(waiting("a", NodeEvents.MOST - 1), well("b", 1)), false);
    events.tell(List.of(well("a", NodeEvents.MOST - 1), well("b", 1)), false);
    assertThat(sent).hasSize(NodeEvents.MOST - 1);
  }

  @Test
  void exemptPoolsAreLeftInPeace() {
    events.tell(List.of(well("a", 1)), false);
    events.tell(
        List.of(
            NodePools.decided(
                new Applicability.Exempt(NodePools.EXEMPTION),
                NodePools.assessed(
                    "a", 1, NodePools.CURRENT, Optional.of(NodePools.condition("True"))))),
        false);

    assertThat(sent).isEmpty();
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
