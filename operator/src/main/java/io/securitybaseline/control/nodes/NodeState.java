package io.securitybaseline.control.nodes;

import io.securitybaseline.api.NodesSpec;
import io.securitybaseline.control.nodes.ImageState.Known;
import io.securitybaseline.control.nodes.ImageState.Rating;
import io.securitybaseline.control.nodes.RebootState.Required;
import io.securitybaseline.observe.NodePoolSnapshot;
import io.securitybaseline.observe.NodeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of one node. */
public record NodeState(
    String name, String uid, RebootState reboot, ImageState image, boolean overdue) {

  /** The states of all nodes of a pool, by name. */
  static List<NodeState> of(NodePoolSnapshot pool, NodesSpec spec) {
    Optional<Offer> latest = pool.upgrades().latestImages().of(pool.pool()).map(Offer::of);
    return pool.nodes().stream().map(node -> of(node, latest, pool.now(), spec)).toList();
  }

  private static NodeState of(
      NodeSnapshot node, Optional<Offer> latest, Instant now, NodesSpec spec) {
    RebootState reboot = RebootSignals.of(node, now);
    return new NodeState(
        node.name(),
        node.uid(),
        reboot,
        ImageAges.of(node, latest, Times.day(now), spec),
        isOverdue(reboot, now, Duration.ofHours(spec.rebootGraceHours())));
  }

  /** That it waits is known; where since when is not, it has been told for long enough. */
  private static boolean isOverdue(RebootState reboot, Instant now, Duration grace) {
    return reboot instanceof Required(_, Optional<Instant> since)
        && since.map(it -> !now.isBefore(it.plus(grace))).orElse(true);
  }

  /** Whether it waits for a reboot, however long. */
  public boolean rebootRequired() {
    return reboot instanceof Required;
  }

  /** Whether its image is older than the spec allows. */
  public boolean outdated() {
    return image instanceof Known known && known.rating() != Rating.CURRENT;
  }
}
