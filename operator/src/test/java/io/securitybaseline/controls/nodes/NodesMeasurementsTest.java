package io.securitybaseline.controls.nodes;

import static io.securitybaseline.controls.nodes.NodePools.outdated;
import static io.securitybaseline.controls.nodes.NodePools.silent;
import static io.securitybaseline.controls.nodes.NodePools.waiting;
import static io.securitybaseline.controls.nodes.NodePools.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.report.ControlMetrics;
import io.securitybaseline.report.Metrics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The names and values that a scrape shows: dashboards and alerts are built on them. */
class NodesMeasurementsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ControlMetrics metrics = new Metrics(registry, "1.2.3").controls();

  @Test
  void poolsAreCounted() {
    publish(List.of(outdated("a", 2), waiting("b", 3), silent("c", 4)), false);

    assertThat(samples())
        .contains(
            "securitybaseline_nodes{os=\"Linux\",pool=\"a\"} 2.0",
            "securitybaseline_nodes_image_outdated{os=\"Linux\",pool=\"a\"} 2.0",
            "securitybaseline_nodes_image_outdated{os=\"Linux\",pool=\"b\"} 0.0",
            "securitybaseline_nodes_oldest_image_timestamp_seconds{os=\"Linux\",pool=\"a\"}"
                + " 1.7915904E9",
            "securitybaseline_nodes_reboot_required{os=\"Linux\",pool=\"b\"} 3.0",
            "securitybaseline_nodes_reboot_unknown{os=\"Linux\",pool=\"c\"} 4.0")
        .noneMatch(sample -> sample.startsWith("securitybaseline_node_"));
  }

  @Test
  void exemptPoolsAreReportedOfAsNodesOnly() {
    PoolDecision exempt =
        NodePools.decided(
            new Applicability.Exempt(NodePools.EXEMPTION),
            NodePools.assessed("old1", 4, NodePools.OUTDATED, Optional.empty()));
    publish(List.of(exempt), true);

    assertThat(samples().stream().filter(sample -> sample.contains("pool=\"old1\"")))
        .containsExactly("securitybaseline_nodes{os=\"Linux\",pool=\"old1\"} 4.0");
  }

  @Test
  void whatCannotBeReportedIsCountedAndHasNoOtherSample() {
    publish(List.of(NodePools.evaluated("a", 2, "", Optional.empty())), false);

    assertThat(samples())
        .contains(
            "securitybaseline_nodes_image_unknown{os=\"Linux\",pool=\"a\"} 2.0",
            "securitybaseline_nodes_reboot_unknown{os=\"Linux\",pool=\"a\"} 2.0")
        .noneMatch(sample -> sample.startsWith("securitybaseline_nodes_image_outdated"))
        .noneMatch(sample -> sample.startsWith("securitybaseline_nodes_reboot_required"));
  }

  @Test
  void aPoolThatIsNoMoreHasNoSeries() {
    publish(List.of(well("a", 2), well("b", 3)), false);
    publish(List.of(well("b", 3)), false);

    assertThat(samples())
        .contains("securitybaseline_nodes{os=\"Linux\",pool=\"b\"} 3.0")
        .noneMatch(sample -> sample.contains("pool=\"a\""));
  }

  @Test
  void nodesHaveSeriesOnRequest() {
    publish(List.of(waiting("a", 1), well("b", 1), silent("c", 1)), true);

    assertThat(samples())
        .contains(
            "securitybaseline_node_reboot_required{node=\"a-0\",pool=\"a\"} 1.0",
            "securitybaseline_node_reboot_required{node=\"b-0\",pool=\"b\"} 0.0",
            "securitybaseline_node_image_timestamp_seconds{node=\"c-0\",pool=\"c\"} 1.7942688E9")
        .noneMatch(sample -> sample.startsWith("securitybaseline_node_reboot_required{node=\"c"));
  }

  private void publish(List<PoolDecision> pools, boolean ofNodes) {
    metrics.publish(NodesModule.ID, new NodesReport(pools, List.of()), ofNodes);
  }

  private List<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }
}
