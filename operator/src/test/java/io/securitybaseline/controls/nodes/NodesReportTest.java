package io.securitybaseline.controls.nodes;

import static io.securitybaseline.controls.nodes.NodePools.outdated;
import static io.securitybaseline.controls.nodes.NodePools.silent;
import static io.securitybaseline.controls.nodes.NodePools.waiting;
import static io.securitybaseline.controls.nodes.NodePools.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.StatusReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodesReportTest {

  @Test
  void allWell() {
    assertThat(standing("NodesRebooted", well("a", 2), well("b", 3)))
        .isEqualTo(
            ConditionValue.ofTrue("AllRebooted", "0 of 5 nodes need a reboot")
                .withHeadline("no node needs a reboot"));
    assertThat(standing("NodeImagesCurrent", well("a", 2), well("b", 3)))
        .isEqualTo(
            ConditionValue.ofTrue("AllCurrent", "0 of 5 nodes run an outdated image")
                .withHeadline("no outdated node image"));
    assertThat(section(well("a", 2)).omittedPools()).isNull();
  }

  @Test
  void whereNoNodeReportsAnythingNothingIsCounted() {
    PoolDecision nameless = NodePools.evaluated("b", 1, "", Optional.empty());

    assertThat(section(silent("a", 2), nameless).rebootRequired()).isNull();
    assertThat(section(silent("a", 2), nameless).outdatedImages()).isZero();
    assertThat(section(nameless).outdatedImages()).isNull();
    assertThat(section(nameless).pools())
        .containsExactly(new NodePoolStatus("b", "Linux", 1, null, null, null, null, null));
    assertThat(section(silent("a", 2), well("b", 1)).rebootRequired()).isZero();
    assertThat(Objects.requireNonNull(status(silent("a", 2)).summary()).rebootRequired()).isNull();
    assertThat(standing("NodesRebooted", silent("a", 2)).message())
        .startsWith("reboot status unknown for 2 nodes; pool a: no");
    assertThat(standing("NodeImagesCurrent", nameless).message())
        .startsWith("image age unknown for 1 nodes; pool b: no label");
  }

  @Test
  void aTableThatCannotBeReadIsReported() {
    NodesReport report =
        new NodesReport(
            List.of(well("a", 2)),
            List.of(Finding.unknown(Reasons.END_OF_LIFE_TABLE, "file: no table")));

    assertThat(report.conditions().get("NodeImagesCurrent"))
        .isEqualTo(
            ConditionValue.unknown(
                    "EndOfLifeTableUnreadable",
                    "0 of 2 nodes run an outdated image; pool (all): file: no table")
                .withHeadline("nodes: EndOfLifeTableUnreadable"));
    assertThat(Objects.requireNonNull(report.conditions().get("NodesRebooted")).status())
        .isEqualTo("True");
  }

  @Test
  void aPoolThatCouldNotBeEvaluatedKeepsItsNodes() {
    PoolDecision failed =
        NodePools.decided(
            new Applicability.Audited(Optional.empty()),
            PoolAssessment.failed(
                NodePools.snapshot("bad", 3, NodePools.OUTDATED, Optional.empty(), Map.of())));

    NodesStatus section = section(failed, well("a", 2));
    assertThat(section.total()).isEqualTo(5);
    assertThat(section.rebootUnknown()).isEqualTo(3);
    assertThat(standing("NodeImagesCurrent", failed, well("a", 2)).message())
        .startsWith("0 of 5 nodes run an outdated image, unknown for 3; pool bad: ");
  }

  @Test
  void withoutNodesThereIsNothingToFind() {
    assertThat(standing("NodesRebooted"))
        .isEqualTo(ConditionValue.ofTrue("NoNodes", "there is no node").withHeadline("no nodes"));
    assertThat(standing("NodeImagesCurrent"))
        .isEqualTo(ConditionValue.ofTrue("NoNodes", "there is no node").withHeadline("no nodes"));
  }

  @Test
  void whatIsFoundGoesBeforeWhatCannotBeReported() {
    ConditionValue standing =
        standing("NodesRebooted", well("a", 2), silent("b", 3), waiting("c", 1));

    assertThat(standing.status()).isEqualTo("False");
    assertThat(standing.reason()).isEqualTo("RebootRequired");
    assertThat(standing.message())
        .startsWith(
            "1 of 6 nodes need a reboot, unknown for 3; pool c: 1 node with a reboot"
                + " pending for more than 24 hours, since 2026-11-01T00:00:00Z: drain");
  }

  @Test
  void whatCannotBeReportedIsUnknown() {
    ConditionValue standing =
        standing("NodesRebooted", well("a", 2), silent("b", 3), silent("c", 4));

    assertThat(standing.status()).isEqualTo("Unknown");
    assertThat(standing.reason()).isEqualTo("NoRebootSignal");
    assertThat(standing.message())
        .startsWith("0 of 9 nodes need a reboot, unknown for 7; pool c: no reboot signal")
        .endsWith("(and 1 more findings)");
  }

  @Test
  void eachConditionSpeaksOfItsOwn() {
    assertThat(standing("NodesRebooted", outdated("a", 2)).status()).isEqualTo("True");
    assertThat(standing("NodeImagesCurrent", outdated("a", 2)).reason()).isEqualTo("OutdatedImage");
    assertThat(standing("NodeImagesCurrent", waiting("a", 2)).status()).isEqualTo("True");
  }

  @Test
  void exemptNodesAreCountedApartAndNamed() {
    PoolDecision exempt =
        NodePools.decided(
            new Applicability.Exempt(NodePools.EXEMPTION),
            NodePools.assessed(
                "old1", 4, NodePools.OUTDATED, Optional.of(NodePools.condition("True"))));

    NodesStatus section = section(exempt, well("a", 2));

    assertThat(section.total()).isEqualTo(6);
    assertThat(section.exempt()).isEqualTo(4);
    assertThat(section.rebootRequired()).isZero();
    assertThat(section.outdatedImages()).isZero();
    assertThat(section.worst()).isEmpty();
    assertThat(section.notes())
        .containsExactly(
            "Exempt: pool old1: exemption legacy covers this pool until 2026-12-31: replaced in Q1"
                + " (owner team@contoso.com)");
    assertThat(standing("NodesRebooted", exempt, well("a", 2)).message())
        .isEqualTo("0 of 2 nodes need a reboot, 4 exempt");
  }

  @Test
  void anExemptionPastItsDateIsAFindingOfBothConditions() {
    PoolDecision expired =
        NodePools.decided(
            new Applicability.Audited(Optional.of(NodePools.EXEMPTION)),
            NodePools.assessed(
                "old1", 1, NodePools.CURRENT, Optional.of(NodePools.condition("False"))));

    assertThat(standing("NodesRebooted", expired).reason()).isEqualTo("Expired");
    assertThat(standing("NodeImagesCurrent", expired).reason()).isEqualTo("Expired");
    assertThat(section(expired).worst())
        .singleElement()
        .satisfies(worst -> {
          assertThat(worst.pool()).isEqualTo("old1");
          assertThat(worst.node()).isNull();
        });
  }

  @Test
  void worstAreTheMostSevereOfEachPool() {
    NodesStatus section = section(silent("a", 9), outdated("b", 1), waiting("c", 2));

    assertThat(section.worst())
        .extracting(worst -> worst.pool() + " " + worst.node() + " " + worst.reason())
        .containsExactly("c c-0 RebootRequired", "b b-0 OutdatedImage", "a a-0 NoRebootSignal");
    assertThat(section.rebootUnknown()).isEqualTo(9);
  }

  @Test
  void poolsWithFindingsComeFirstWhereThereIsNoRoomForAll() {
    PoolDecision[] pools =
        IntStream.range(0, 60)
            .mapToObj(i -> i == 59 ? waiting("p59", 1) : well("p%02d".formatted(i), 1))
            .toArray(PoolDecision[]::new);

    List<NodePoolStatus> shown = section(pools).pools();

    assertThat(shown).hasSizeBetween(35, 50);
    assertThat(shown).extracting(NodePoolStatus::name).isSorted().contains("p00", "p59");
    assertThat(section(pools).total()).isEqualTo(60);
    assertThat(section(pools).omittedPools()).isEqualTo(60 - shown.size());
  }

  @Test
  void aPoolReportsWhatItRuns() {
    assertThat(section(outdated("np1", 3)).pools())
        .containsExactly(new NodePoolStatus("np1", "Linux", 3, NodePools.OUTDATED, null, 45, 0, 3));
  }

  private static ConditionValue standing(String type, PoolDecision... pools) {
    return Objects.requireNonNull(report(pools).conditions().get(type));
  }

  @Test
  void headlinesCountOrNameTheReason() {
    assertThat(headline("NodesRebooted", waiting("a", 1))).isEqualTo("1 node needs a reboot");
    assertThat(headline("NodesRebooted", waiting("a", 2), silent("b", 1)))
        .isEqualTo("2 nodes need a reboot");
    assertThat(headline("NodesRebooted", well("a", 2), silent("b", 1)))
        .isEqualTo("nodes: NoRebootSignal, reboot status unknown for 1 node");
    assertThat(headline("NodeImagesCurrent", outdated("a", 3)))
        .isEqualTo("3 nodes run an outdated image");
  }

  private static String headline(String type, PoolDecision... pools) {
    return standing(type, pools).headline();
  }

  private static NodesStatus section(PoolDecision... pools) {
    return Objects.requireNonNull(status(pools).nodes());
  }

  private static SecurityBaselineStatus status(PoolDecision... pools) {
    return StatusReport.of(1, Mode.AUDIT, List.of(report(pools)), List.of(), NodePools.NOW);
  }

  private static NodesReport report(PoolDecision... pools) {
    return new NodesReport(List.of(pools), List.of());
  }
}
