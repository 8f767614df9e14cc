package io.securitybaseline.controls.nodes;

import io.securitybaseline.report.ConditionValue;
import java.util.OptionalInt;

/** The conditions on nodes in a few words. */
final class NodesHeadline {

  private NodesHeadline() {}

  /** {@code 2 nodes need a reboot}. */
  static String ofReboots(NodesRollUp nodes, ConditionValue found) {
    return of(
        nodes,
        found,
        Reasons.REBOOT_REQUIRED,
        counted(
            nodes.rebootRequired(), "no node needs a reboot", "needs a reboot", "need a reboot"),
        unknown(nodes.rebootUnknown(), "reboot status"));
  }

  /** {@code 5 nodes run an outdated image}. */
  static String ofImages(NodesRollUp nodes, ConditionValue found) {
    return of(
        nodes,
        found,
        Reasons.OUTDATED_IMAGE,
        counted(
            nodes.outdatedImages(),
            "no outdated node image",
            "runs an outdated image",
            "run an outdated image"),
        unknown(nodes.imageUnknown(), "image age"));
  }

  /** The reason comes first where it is another one than the counts show. */
  private static String of(
      NodesRollUp nodes, ConditionValue found, String shown, String counted, String unknown) {
    if (nodes.total() == 0 && found.is(ConditionValue.TRUE)) {
      return "no nodes";
    }
    if (found.is(ConditionValue.TRUE) || found.reason().equals(shown)) {
      return counted.isEmpty() ? unknown : counted;
    }
    return "nodes: " + found.reason() + (unknown.isEmpty() ? "" : ", " + unknown);
  }

  private static String counted(OptionalInt count, String none, String one, String many) {
    if (count.isEmpty()) {
      return "";
    }
    return switch (count.getAsInt()) {
      case 0 -> none;
      case 1 -> "1 node " + one;
      default -> "%,d nodes %s".formatted(count.getAsInt(), many);
    };
  }

  private static String unknown(int count, String what) {
    return count == 0
        ? ""
        : "%s unknown for %,d %s".formatted(what, count, count == 1 ? "node" : "nodes");
  }
}
