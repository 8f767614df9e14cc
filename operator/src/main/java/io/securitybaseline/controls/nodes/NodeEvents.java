package io.securitybaseline.controls.nodes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.securitybaseline.report.EventFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

  private final EventFactory announcements;
  private final Consumer<Event> sender;
  private final Supplier<Instant> now;
  private Map<String, Boolean> reported = Map.of();

  public NodeEvents(EventFactory announcements, Consumer<Event> sender, Supplier<Instant> now) {
    this.announcements = announcements;
    this.sender = sender;
    this.now = now;
  }

  /**
   * Tells what has changed since the last call.
   *
   * @param tellUnseen whether what holds of a node that was never looked at is news
   */
  public synchronized void tell(List<PoolDecision> pools, boolean tellUnseen) {
    Map<String, Boolean> overdue = new HashMap<>();
    List<Turned> turned = new ArrayList<>();
    for (PoolAssessment pool : counted(pools)) {
      for (NodeState node : pool.nodes()) {
        overdue.put(node.uid(), node.overdue());
        if (node.overdue() != reported.getOrDefault(node.uid(), !tellUnseen && node.overdue())) {
          turned.add(new Turned(node, pool.rebootAdvice()));
        }
      }
    }
    reported = overdue;
    if (turned.size() <= MOST) {
      turned.forEach(it -> sender.accept(event(it.node(), it.advice())));
    }
  }

  private record Turned(NodeState node, String advice) {}

  /** The baseline is gone. */
  public synchronized void forget() {
    reported = Map.of();
  }

  /** Those of exempt pools are nobody's concern. */
  private static List<PoolAssessment> counted(List<PoolDecision> pools) {
    return pools.stream().filter(pool -> !pool.exempt()).map(PoolDecision::assessment).toList();
  }

  private Event event(NodeState node, String advice) {
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
            "the node has needed a reboot for longer than spec.nodes.rebootGraceHours allows: "
                + advice,
            now.get())
        : announcements.normal(about, REBOOTED, "the node no longer needs a reboot", now.get());
  }
}
