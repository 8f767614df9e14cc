package io.securitybaseline.controls.nodes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

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
  private final MultiGauge imageUnknown;
  private final MultiGauge oldestImage;
  private final MultiGauge nodeRebootRequired;
  private final MultiGauge nodeImage;
  private List<PoolFigures> reported = List.of();
  private List<NodeFigures> reportedOfNodes = List.of();

  NodeMetrics(MeterRegistry registry) {
    nodes = gauge(registry, "nodes", "Nodes of the pool");
    rebootRequired = gauge(registry, "nodes.reboot.required", "Nodes that need a reboot");
    rebootUnknown = gauge(registry, "nodes.reboot.unknown", "Nodes without a reboot signal");
    outdated =
        gauge(registry, "nodes.image.outdated", "Nodes with an image older than the spec allows");
    imageUnknown = gauge(registry, "nodes.image.unknown", "Nodes whose image age is unknown");
    oldestImage =
        gauge(
            registry,
            "nodes.oldest.image.timestamp.seconds",
            "The day up to which the oldest node has patches, in Unix time");
    nodeRebootRequired =
        gauge(registry, "node.reboot.required", "1 if the node needs a reboot, else 0");
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
    List<PoolFigures> now = PoolFigures.of(pools);
    if (!now.equals(reported)) {
      reported = now;
      register(nodes, now, pool -> OptionalDouble.of(pool.nodes()));
      tellOf(now.stream().filter(PoolFigures::counts).toList());
    }
    List<NodeFigures> nowOfNodes = perNode ? NodeFigures.of(pools) : List.of();
    if (!nowOfNodes.equals(reportedOfNodes)) {
      reportedOfNodes = nowOfNodes;
      registerNodes(nowOfNodes);
    }
  }

  private void tellOf(List<PoolFigures> pools) {
    register(rebootRequired, pools, pool -> number(pool.rebootRequired()));
    register(rebootUnknown, pools, pool -> OptionalDouble.of(pool.rebootUnknown()));
    register(outdated, pools, pool -> number(pool.imageOutdated()));
    register(imageUnknown, pools, pool -> OptionalDouble.of(pool.imageUnknown()));
    register(
        oldestImage,
        pools,
        pool ->
            pool.oldestImage()
                .map(day -> OptionalDouble.of((double) seconds(day)))
                .orElse(OptionalDouble.empty()));
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(PREFIX + name).description(description).register(registry);
  }

  /** Of what cannot be told there is no sample. */
  private static void register(
      MultiGauge gauge, List<PoolFigures> pools, Function<PoolFigures, OptionalDouble> value) {
    List<Row<?>> rows = new ArrayList<>();
    for (PoolFigures pool : pools) {
      Tags tags = Tags.of("pool", pool.pool(), "os", pool.os());
      value.apply(pool).ifPresent(number -> rows.add(Row.of(tags, number)));
    }
    gauge.register(rows, true);
  }

  private void registerNodes(List<NodeFigures> nodes) {
    List<Row<?>> reboots = new ArrayList<>();
    List<Row<?>> images = new ArrayList<>();
    for (NodeFigures node : nodes) {
      Tags tags = Tags.of("node", node.node(), "pool", node.pool());
      node.rebootRequired().ifPresent(required -> reboots.add(Row.of(tags, required ? 1 : 0)));
      node.image().ifPresent(day -> images.add(Row.of(tags, seconds(day))));
    }
    nodeRebootRequired.register(reboots, true);
    nodeImage.register(images, true);
  }

  private static OptionalDouble number(OptionalInt count) {
    return count.isPresent() ? OptionalDouble.of(count.getAsInt()) : OptionalDouble.empty();
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
