package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.controls.nodes.RebootState.NotRequired;
import io.securitybaseline.controls.nodes.RebootState.Required;
import io.securitybaseline.controls.nodes.RebootState.Unknown;
import io.securitybaseline.controls.nodes.RebootState.UnknownReason;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodePoolSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which nodes of a pool wait for a reboot, and of which it cannot be told. */
final class RebootFindings {

  private RebootFindings() {}

  static List<PoolFinding> of(
      NodePoolSnapshot pool, List<NodeState> states, NodesSpec spec, PoolCommands commands) {
    List<NodeState> overdue = waiting(states, NodeState::overdue);
    List<NodeState> pending = waiting(states, Predicate.not(NodeState::overdue));
    List<NodeState> leftover =
        states.stream()
            .filter(state -> state.reboot() instanceof NotRequired(_, boolean left) && left)
            .toList();
    return Stream.concat(
            Stream.of(
                    finding(overdue, () -> overdue(pool, overdue, spec, commands)),
                    finding(pending, () -> pending(pool, pending, spec)),
                    finding(leftover, () -> leftover(pool, leftover)))
                .flatMap(Optional::stream),
            Stream.of(UnknownReason.values())
                .flatMap(doubt -> unknown(pool, states, doubt).stream()))
        .toList();
  }

  /** Those that wait, who has waited longest first. */
  private static List<NodeState> waiting(List<NodeState> states, Predicate<NodeState> condition) {
    List<NodeState> waiting =
        new ArrayList<>(
            states.stream().filter(NodeState::rebootRequired).filter(condition).toList());
    waiting.sort(
        Comparator.comparing((NodeState state) -> since(state).orElse(Instant.MIN))
            .thenComparing(NodeState::name));
    return waiting;
  }

  private static Optional<Instant> since(NodeState state) {
    return state.reboot() instanceof Required(_, Optional<Instant> since)
        ? since
        : Optional.empty();
  }

  private static Optional<PoolFinding> finding(List<NodeState> nodes, Supplier<Finding> finding) {
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(PoolFinding.of(Topic.REBOOTS, finding.get(), nodes));
  }

  private static Finding overdue(
      NodePoolSnapshot pool, List<NodeState> nodes, NodesSpec spec, PoolCommands commands) {
    return Finding.violation(
        Reasons.REBOOT_REQUIRED,
        "%s with a reboot pending for more than %d hours, %s: %s (%s)"
            .formatted(
                Names.nodes(nodes.size(), pool.nodes().size()),
                spec.rebootGraceHours(),
                longest(nodes),
                advice(pool, commands),
                names(nodes)));
  }

  private static Finding pending(NodePoolSnapshot pool, List<NodeState> nodes, NodesSpec spec) {
    return Finding.info(
        Reasons.REBOOT_PENDING,
        "%s with a reboot pending for less than %d hours, %s (%s)"
            .formatted(
                Names.nodes(nodes.size(), pool.nodes().size()),
                spec.rebootGraceHours(),
                longest(nodes),
                names(nodes)));
  }

  private static Finding leftover(NodePoolSnapshot pool, List<NodeState> nodes) {
    return Finding.info(
        Reasons.LEFTOVER_KURED_ANNOTATION,
        ("kured's annotation on %s is stale, because condition RebootRequired is False: kubectl"
                + " annotate node %s weave.works/kured-reboot-in-progress- (%s)")
            .formatted(
                Names.nodes(nodes.size(), pool.nodes().size()),
                nodes.getFirst().name(),
                names(nodes)));
  }

  private static String longest(List<NodeState> nodes) {
    return since(nodes.getFirst())
        .map(since -> (nodes.size() == 1 ? "since " : "the longest since ") + since)
        .orElse("since when is unknown");
  }

  /**
   * What the file means and what mends it depends on the channel, which Azure spells in any case.
   */
  static String advice(NodePoolSnapshot pool, PoolCommands commands) {
    if (pool.pool().kind() != NodePool.Kind.AGENT_POOL) {
      return "drain and restart or replace them";
    }
    return switch (pool.upgrades().channel().orElse("").toLowerCase(Locale.ROOT)) {
      case "nodeimage", "securitypatch" -> "re-image them with " + commands.upgradeImage();
      case "unmanaged" -> "on channel Unmanaged, only you or kured reboot them";
      default -> "drain and restart them, or re-image them with " + commands.upgradeImage();
    };
  }

  private static Optional<PoolFinding> unknown(
      NodePoolSnapshot pool, List<NodeState> states, UnknownReason doubt) {
    List<NodeState> nodes =
        states.stream().filter(state -> state.reboot().equals(new Unknown(doubt))).toList();
    return finding(
        nodes, () -> unknown(doubt, Names.nodes(nodes.size(), pool.nodes().size()), names(nodes)));
  }

  private static Finding unknown(UnknownReason doubt, String count, String names) {
    return switch (doubt) {
      case NOT_JUDGED -> Finding.controlFailed();
      case NO_SIGNAL ->
          Finding.unknown(
              Reasons.NO_REBOOT_SIGNAL,
              ("no reboot signal from %s: AKS sets none, so set"
                      + " nodeProblemDetector.enabled in the Helm chart (%s)")
                  .formatted(count, names));
      case STALE_SIGNAL ->
          Finding.unknown(
              Reasons.STALE_REBOOT_SIGNAL,
              ("condition RebootRequired of %s was not confirmed for over an hour: check that the"
                      + " node problem detector runs there (%s)")
                  .formatted(count, names));
      case UNCLEAR_SIGNAL ->
          Finding.unknown(
              Reasons.UNCLEAR_REBOOT_SIGNAL,
              ("condition RebootRequired of %s is Unknown: its message names what the node problem"
                      + " detector could not read (%s)")
                  .formatted(count, names));
    };
  }

  private static String names(List<NodeState> nodes) {
    return Names.of(nodes.stream().map(NodeState::name).toList());
  }
}
