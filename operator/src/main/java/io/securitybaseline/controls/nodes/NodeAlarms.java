package io.securitybaseline.controls.nodes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.securitybaseline.report.Alarm;
import io.securitybaseline.report.Alarm.Notice;
import java.util.List;
import java.util.stream.Stream;

/**
 * Alarms on nodes that have needed a reboot for too long. Images age by whole pools, so only the
 * baseline reports those.
 */
final class NodeAlarms {

  static final String REBOOTED = "Rebooted";

  private static final Notice END = new Notice(REBOOTED, "the node no longer needs a reboot");

  private NodeAlarms() {}

  /** Of every node of the pools that are not exempt. */
  static List<Alarm> of(List<PoolDecision> pools) {
    return pools.stream()
        .filter(pool -> !pool.exempt())
        .map(PoolDecision::assessment)
        .flatMap(NodeAlarms::of)
        .toList();
  }

  private static Stream<Alarm> of(PoolAssessment pool) {
    Notice begin =
        new Notice(
            Reasons.REBOOT_REQUIRED,
            "the node has needed a reboot for longer than spec.nodes.rebootGraceHours allows: "
                + pool.rebootAdvice());
    return pool.nodes().stream()
        .map(node -> new Alarm(reference(node), node.overdue(), begin, END));
  }

  private static ObjectReference reference(NodeState node) {
    return new ObjectReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Node")
        .withName(node.name())
        .withUid(node.uid())
        .build();
  }
}
