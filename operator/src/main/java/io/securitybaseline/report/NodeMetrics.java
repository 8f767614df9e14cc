package io.securitybaseline.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.securitybaseline.control.nodes.ImageState;
import io.securitybaseline.control.nodes.NodeState;
import io.securitybaseline.control.nodes.PoolAssessment;
import io.securitybaseline.control.nodes.PoolDecision;
import io.securitybaseline.control.nodes.RebootState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of nodes, by pool, and on request by node. Dates are told as Unix time, so that a query
 * reckons the age and a series does not change every day.
 */
public final class NodeMetrics {

  private static final String PREFIX = "securitybaseline.";

  private final MultiGauge nodes;
  private final MultiGauge rebootRequired;
  private final MultiGauge rebootUnknown;
  private final MultiGauge outdated;
  private final MultiGauge oldestImage;
  private final MultiGauge nodeRebootRequired;
  private final MultiGauge nodeImage;
  private List<PoolDecision> told = List.of();

  NodeMetrics(MeterRegistry registry) {
    nodes = gauge(registry, "nodes", "Nodes of the pool");
    rebootRequired = gauge(registry, "nodes.reboot.required", "Nodes that wait for a reboot");
    rebootUnknown =
        gauge(registry, "nodes.reboot.unknown", "Nodes that give no signal about reboots");
    outdated =
        gauge(registry, "nodes.image.outdated", "Nodes with an image older than the spec allows");
    oldestImage =
        gauge(
            registry,
            "nodes.oldest.image.timestamp.seconds",
            "The day up to which the oldest node has patches, in Unix time");
    nodeRebootRequired =
        gauge(registry, "node.reboot.required", "1 if the node waits for a reboot, else 0");
    nodeImage =
        gauge(
            registry,
            "node.image.timestamp.seconds",
            "The day up to which the node has patches, in Unix time");
  }

  /**
   * Tells of all pools; of one that is no more, nothing.
   *
   * @param perNode whether to tell of every node too
   */
  public synchronized void tell(List<PoolDecision> pools, boolean perNode) {
    if (pools.equals(told)) {
      return;
    }
    told = List.copyOf(pools);
    List<PoolAssessment> all = pools.stream().map(PoolDecision::assessment).toList();
    register(nodes, all, pool -> pool.nodes().size());
    register(rebootRequired, all, pool -> pool.count(NodeState::rebootRequired));
    register(
        rebootUnknown, all, pool -> pool.count(it -> it.reboot() instanceof RebootState.Unknown));
    register(outdated, all, pool -> pool.count(NodeState::outdated));
    register(
        oldestImage,
        all.stream().filter(pool -> pool.oldestImage().isPresent()).toList(),
        pool -> seconds(pool.oldestImage().orElseThrow()));
    if (perNode) {
      registerNodes(all);
    }
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(PREFIX + name).description(description).register(registry);
  }

  private static void register(
      MultiGauge gauge, List<PoolAssessment> pools, ToDoubleFunction<PoolAssessment> value) {
    List<Row<?>> rows = new ArrayList<>();
    for (PoolAssessment pool : pools) {
      rows.add(Row.of(Tags.of("pool", pool.pool(), "os", pool.os()), value.applyAsDouble(pool)));
    }
    gauge.register(rows, true);
  }

  /** Of what cannot be told there is no sample. */
  private void registerNodes(List<PoolAssessment> pools) {
    List<Row<?>> reboots = new ArrayList<>();
    List<Row<?>> images = new ArrayList<>();
    for (PoolAssessment pool : pools) {
      for (NodeState node : pool.nodes()) {
        Tags tags = Tags.of("node", node.name(), "pool", pool.pool());
        if (!(node.reboot() instanceof RebootState.Unknown)) {
          reboots.add(Row.of(tags, node.rebootRequired() ? 1 : 0));
        }
        if (node.image() instanceof ImageState.Known known) {
          images.add(Row.of(tags, seconds(known.effective())));
        }
      }
    }
    nodeRebootRequired.register(reboots, true);
    nodeImage.register(images, true);
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
