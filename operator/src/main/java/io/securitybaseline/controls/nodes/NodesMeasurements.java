package io.securitybaseline.controls.nodes;

import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.report.Measurement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The metrics of nodes, by pool and by node. Dates are in Unix time, so that a query computes the
 * age and a series does not change every day. What is unknown has no series.
 */
final class NodesMeasurements {

  private NodesMeasurements() {}

  /** Of all pools; of exempt ones only the number of nodes. */
  static List<Measurement> of(List<PoolDecision> pools) {
    List<Measurement> all = new ArrayList<>();
    for (PoolDecision decision : pools) {
      PoolAssessment pool = decision.assessment();
      Map<String, String> labels = Map.of("pool", pool.pool(), "os", pool.os());
      all.add(Measurement.of("nodes", "Nodes of the pool", labels, pool.nodes().size()));
      if (!decision.exempt()) {
        addReboots(all, pool, labels);
        addImages(all, pool, labels);
      }
    }
    return all;
  }

  private static void addReboots(
      List<Measurement> all, PoolAssessment pool, Map<String, String> labels) {
    add(all, pool.rebootRequired(), "nodes.reboot.required", "Nodes that need a reboot", labels);
    all.add(
        Measurement.of(
            "nodes.reboot.unknown",
            "Nodes without a reboot signal",
            labels,
            pool.count(NodeState::rebootUnknown)));
  }

  private static void addImages(
      List<Measurement> all, PoolAssessment pool, Map<String, String> labels) {
    add(
        all,
        pool.outdatedImages(),
        "nodes.image.outdated",
        "Nodes with an image older than the spec allows",
        labels);
    all.add(
        Measurement.of(
            "nodes.image.unknown",
            "Nodes whose image age is unknown",
            labels,
            pool.count(NodeState::imageUnknown)));
    pool.oldestImage()
        .ifPresent(day ->
            all.add(
                Measurement.of(
                    "nodes.oldest.image.timestamp.seconds",
                    "The day up to which the oldest node has patches, in Unix time",
                    labels,
                    seconds(day))));
  }

  private static void add(
      List<Measurement> all,
      OptionalInt count,
      String name,
      String description,
      Map<String, String> labels) {
    count.ifPresent(it -> all.add(Measurement.of(name, description, labels, it)));
  }

  /** Of every node of the pools that are not exempt. */
  static Stream<Measurement> ofNodes(List<PoolDecision> pools) {
    return pools.stream()
        .filter(pool -> !pool.exempt())
        .map(PoolDecision::assessment)
        .flatMap(pool -> pool.nodes().stream().flatMap(node -> of(node, pool.pool())));
  }

  private static Stream<Measurement> of(NodeState node, String pool) {
    Map<String, String> labels = Map.of("node", node.name(), "pool", pool);
    Stream<Measurement> reboot =
        node.rebootUnknown()
            ? Stream.empty()
            : Stream.of(
                Measurement.of(
                    "node.reboot.required",
                    "1 if the node needs a reboot, else 0",
                    labels,
                    node.rebootRequired() ? 1 : 0));
    Stream<Measurement> image =
        node.image() instanceof Known known
            ? Stream.of(
                Measurement.of(
                    "node.image.timestamp.seconds",
                    "The day up to which the node has patches, in Unix time",
                    labels,
                    seconds(known.effective())))
            : Stream.empty();
    return Stream.concat(reboot, image);
  }

  private static double seconds(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
