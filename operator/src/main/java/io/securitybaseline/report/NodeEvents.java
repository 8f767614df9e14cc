package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.securitybaseline.control.nodes.NodeState;
import io.securitybaseline.control.nodes.PoolDecision;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells on a node when it has waited too long for a reboot, and when that is over. Where very many
 * turn at once, only the baseline's condition tells it: a thousand events help nobody. Images age
 * by whole pools, so they are told on the baseline alone.
 */
public final class NodeEvents {

  static final String REBOOTED = "Rebooted";
  static final String REBOOT_REQUIRED = "RebootRequired";

  /** The most events in one pass. */
  static final int MOST = 20;

  private final Announcements announcements;
  private final Consumer<Event> sender;
  private final Clock clock;
  private Map<String, Boolean> told = Map.of();

  public NodeEvents(Announcements announcements, Consumer<Event> sender, Clock clock) {
    this.announcements = announcements;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Tells what has changed since the last call.
   *
   * @param tellUnseen whether what holds of a node that was never looked at is news
   */
  public synchronized void tell(List<PoolDecision> pools, boolean tellUnseen) {
    Map<String, Boolean> now = new HashMap<>();
    nodes(pools).forEach(node -> now.put(node.uid(), node.overdue()));
    List<NodeState> turned =
        nodes(pools)
            .filter(node ->
                node.overdue() != told.getOrDefault(node.uid(), !tellUnseen && node.overdue()))
            .toList();
    told = now;
    if (turned.size() <= MOST) {
      turned.forEach(node -> sender.accept(event(node)));
    }
  }

  /** The baseline is gone. */
  public synchronized void forget() {
    told = Map.of();
  }

  /** Those of exempt pools are nobody's concern. */
  private static Stream<NodeState> nodes(List<PoolDecision> pools) {
    return pools.stream()
        .filter(pool -> !pool.exempt())
        .flatMap(pool -> pool.assessment().nodes().stream());
  }

  private Event event(NodeState node) {
    HasMetadata about =
        new NodeBuilder()
            .withNewMetadata()
            .withName(node.name())
            .withUid(node.uid())
            .endMetadata()
            .build();
    return node.overdue()
        ? announcements.warning(
            about,
            REBOOT_REQUIRED,
            "the node has waited for a reboot longer than spec.nodes.rebootGraceHours allows:"
                + " drain and restart it, or re-image it with az aks nodepool upgrade"
                + " --node-image-only",
            clock.instant())
        : announcements.normal(
            about, REBOOTED, "the node no longer waits for a reboot", clock.instant());
  }
}
