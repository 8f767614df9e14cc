package io.securitybaseline.controls.nodes;

import io.securitybaseline.controls.nodes.RebootState.NotApplicable;
import io.securitybaseline.controls.nodes.RebootState.NotRequired;
import io.securitybaseline.controls.nodes.RebootState.Required;
import io.securitybaseline.controls.nodes.RebootState.Source;
import io.securitybaseline.controls.nodes.RebootState.Unknown;
import io.securitybaseline.controls.nodes.RebootState.UnknownReason;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.NodeSnapshot.RebootCondition;
import io.securitybaseline.kubernetes.Glob;
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
          "AKSAzureLinux-acl*",
          "*katagen2*");

  /** The plugin of the Helm chart reports the time of the file. */
  private static final Pattern SINCE = Pattern.compile("since (\\S+)");

  private RebootSignals() {}

  static RebootState of(NodeSnapshot node, Instant now) {
    if (node.pool().kind() == NodePool.Kind.VIRTUAL) {
      return new NotApplicable();
    }
    Optional<RebootState> required =
        required(node.rebootCondition(), now).or(() -> requiredByKured(node, now));
    if (required.isPresent()) {
      return required.get();
    }
    if (node.os().equals("Windows") || Glob.anyMatches(WITHOUT_FILE, node.image())) {
      return new NotApplicable();
    }
    return node.rebootCondition()
        .map(condition -> notRequired(condition, !node.kuredInProgress().isEmpty(), now))
        .orElse(new Unknown(UnknownReason.NO_SIGNAL));
  }

  private static Optional<RebootState> required(Optional<RebootCondition> condition, Instant now) {
    return condition
        .filter(it -> it.status().equals("True") && !hasStopped(it, now))
        .map(it -> new Required(Source.CONDITION, since(it)));
  }

  /**
   * Since kured began: its other annotation, which is never removed, may be of an earlier reboot.
   * An annotation from before the condition was last confirmed as False is a leftover: the
   * condition wins.
   */
  private static Optional<RebootState> requiredByKured(NodeSnapshot node, Instant now) {
    if (node.kuredInProgress().isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> began = Times.instant(node.kuredInProgress());
    return node.rebootCondition().filter(it -> deniesSince(began, it, now)).isPresent()
        ? Optional.empty()
        : Optional.of(new Required(Source.KURED, began));
  }

  private static boolean deniesSince(
      Optional<Instant> began, RebootCondition condition, Instant now) {
    return condition.status().equals("False")
        && !isStale(condition, now)
        && confirmed(condition)
            .filter(confirmed -> began.map(confirmed::isAfter).orElse(true))
            .isPresent();
  }

  private static RebootState notRequired(
      RebootCondition condition, boolean kuredAnnotation, Instant now) {
    if (isStale(condition, now)) {
      return new Unknown(UnknownReason.STALE_SIGNAL);
    }
    return condition.status().equals("False")
        ? new NotRequired(Source.CONDITION, kuredAnnotation)
        : new Unknown(UnknownReason.UNCLEAR_SIGNAL);
  }

  /** When the condition was last known to hold: by its heartbeat, else by its transition. */
  private static Optional<Instant> confirmed(RebootCondition condition) {
    return Times.instant(condition.heartbeat()).or(() -> Times.instant(condition.transition()));
  }

  /** Whether a "no" is too old to be one; without any time it was never confirmed. */
  private static boolean isStale(RebootCondition condition, Instant now) {
    return confirmed(condition).map(confirmed -> confirmed.plus(FRESH).isBefore(now)).orElse(true);
  }

  /** Whether heartbeats have stopped. A need for a reboot does not pass for want of them. */
  private static boolean hasStopped(RebootCondition condition, Instant now) {
    return Times.instant(condition.heartbeat())
        .filter(heartbeat -> heartbeat.plus(FRESH).isBefore(now))
        .isPresent();
  }

  /**
   * By the time of the file if the message contains it: the transition of the condition changes
   * with each new detector.
   */
  private static Optional<Instant> since(RebootCondition condition) {
    Matcher reported = SINCE.matcher(condition.message());
    return (reported.find() ? Times.instant(reported.group(1)) : Optional.<Instant>empty())
        .or(() -> Times.instant(condition.transition()));
  }
}
