package io.securitybaseline.control.nodes;

import io.securitybaseline.control.nodes.RebootState.Doubt;
import io.securitybaseline.control.nodes.RebootState.NotApplicable;
import io.securitybaseline.control.nodes.RebootState.NotRequired;
import io.securitybaseline.control.nodes.RebootState.Required;
import io.securitybaseline.control.nodes.RebootState.Source;
import io.securitybaseline.control.nodes.RebootState.Unknown;
import io.securitybaseline.match.Glob;
import io.securitybaseline.observe.NodePool;
import io.securitybaseline.observe.NodeSnapshot;
import io.securitybaseline.observe.NodeSnapshot.RebootCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a node shows of its need to be rebooted, by the best signal present. */
final class RebootSignals {

  /** The node problem detector confirms its conditions every five minutes. */
  static final Duration FRESH = Duration.ofHours(1);

  /**
   * Images on which nothing makes {@code /var/run/reboot-required}: they are patched by a new image
   * only.
   */
  private static final List<String> WITHOUT_FILE =
      List.of(
          "AKSWindows-*",
          "AKSFlatcar-*",
          "AKSAzureLinux-OSGuard*",
          "AKSAzureContainerLinux*",
          "*katagen2*");

  /** The plugin of our Helm chart tells since when the file is there. */
  private static final Pattern SINCE = Pattern.compile("since (\\S+)");

  private RebootSignals() {}

  static RebootState of(NodeSnapshot node, Instant now) {
    if (node.pool().kind() == NodePool.Kind.VIRTUAL) {
      return new NotApplicable();
    }
    Optional<RebootState> required =
        required(node.rebootCondition(), now).or(() -> required(node.kuredInProgress()));
    if (required.isPresent()) {
      return required.get();
    }
    if (node.os().equals("Windows") || Glob.anyMatches(WITHOUT_FILE, node.image())) {
      return new NotApplicable();
    }
    return node.rebootCondition()
        .map(condition -> notRequired(condition, now))
        .orElse(new Unknown(Doubt.NO_SIGNAL));
  }

  private static Optional<RebootState> required(Optional<RebootCondition> condition, Instant now) {
    return condition
        .filter(it -> it.status().equals("True") && !isStale(it, now))
        .map(it -> new Required(Source.CONDITION, since(it)));
  }

  /**
   * Since kured began: its other annotation, which is never removed, may be of an earlier reboot.
   */
  private static Optional<RebootState> required(String kured) {
    return kured.isEmpty()
        ? Optional.empty()
        : Optional.of(new Required(Source.KURED, Times.instant(kured)));
  }

  private static RebootState notRequired(RebootCondition condition, Instant now) {
    if (isStale(condition, now)) {
      return new Unknown(Doubt.STALE_SIGNAL);
    }
    return condition.status().equals("False")
        ? new NotRequired(Source.CONDITION)
        : new Unknown(Doubt.UNCLEAR_SIGNAL);
  }

  private static boolean isStale(RebootCondition condition, Instant now) {
    return Times.instant(condition.heartbeat())
        .filter(heartbeat -> heartbeat.plus(FRESH).isBefore(now))
        .isPresent();
  }

  /** By the file's own time if the message tells it: the condition's moves at each new detector. */
  private static Optional<Instant> since(RebootCondition condition) {
    Matcher told = SINCE.matcher(condition.message());
    return (told.find() ? Times.instant(told.group(1)) : Optional.<Instant>empty())
        .or(() -> Times.instant(condition.transition()));
  }
}
