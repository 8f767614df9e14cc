package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.controls.nodes.ImageState.Rating;
import io.securitybaseline.controls.nodes.RebootState.Required;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of one node. */
public record NodeState(
    String name, String uid, RebootState reboot, ImageState image, boolean overdue) {

  /** The states of all nodes of a pool, by name. */
  static List<NodeState> of(NodePoolSnapshot pool, NodesSpec spec) {
    LatestImages latest = pool.upgrades().latestImages();
    ImageAges ages =
        new ImageAges(
            latest.of(pool.pool()).map(name -> Offer.of(name, latest.fresh())),
            Times.day(pool.now()),
            spec);
    return pool.nodes().stream().map(node -> of(node, ages, pool.now(), spec)).toList();
  }

  /** The state of a node that could not be evaluated because of a bug in the operator. */
  static NodeState notEvaluated(NodeSnapshot node) {
    return new NodeState(
        node.name(),
        node.uid(),
        new RebootState.Unknown(RebootState.UnknownReason.NOT_JUDGED),
        new ImageState.Unknown(ImageState.UnknownReason.NOT_JUDGED),
        false);
  }

  private static NodeState of(NodeSnapshot node, ImageAges ages, Instant now, NodesSpec spec) {
    RebootState reboot = RebootSignals.of(node, now);
    return new NodeState(
        node.name(),
        node.uid(),
        reboot,
        ages.of(node),
        isOverdue(reboot, now, Duration.ofHours(spec.rebootGraceHours())));
  }

  /** The reboot is known to be pending; if its start is unknown, the signal is old enough. */
  private static boolean isOverdue(RebootState reboot, Instant now, Duration grace) {
    return reboot instanceof Required(_, Optional<Instant> since)
        && since.map(it -> !now.isBefore(it.plus(grace))).orElse(true);
  }

  /** Whether it waits for a reboot, however long. */
  public boolean rebootRequired() {
    return reboot instanceof Required;
  }

  /** Whether its reboot status is unknown. */
  public boolean rebootUnknown() {
    return reboot instanceof RebootState.Unknown;
  }

  /** Whether there is a reboot signal. */
  public boolean tellsReboot() {
    return rebootRequired() || reboot instanceof RebootState.NotRequired;
  }

  /** Whether the age of its image is unknown. */
  public boolean imageUnknown() {
    return image instanceof ImageState.Unknown;
  }

  /** Whether the age of its image is known. */
  public boolean tellsImage() {
    return image instanceof Known;
  }

  /** Whether its image is older than the spec allows. */
  public boolean outdated() {
    return image instanceof Known known && known.rating() != Rating.CURRENT;
  }
}
