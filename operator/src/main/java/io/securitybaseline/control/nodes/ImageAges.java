package io.securitybaseline.control.nodes;

import io.securitybaseline.api.NodesSpec;
import io.securitybaseline.control.nodes.ImageState.Doubt;
import io.securitybaseline.control.nodes.ImageState.Known;
import io.securitybaseline.control.nodes.ImageState.NotApplicable;
import io.securitybaseline.control.nodes.ImageState.Rating;
import io.securitybaseline.control.nodes.ImageState.Unknown;
import io.securitybaseline.observe.NodePool;
import io.securitybaseline.observe.NodeSnapshot;
import io.securitybaseline.observe.NodeSnapshot.LivePatch;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges the age of images. Linux images appear weekly, those of Windows after each Patch Tuesday
 * (AKS support policies), so a Windows image is outdated no sooner than its successor can be had.
 */
final class ImageAges {

  /** A new image takes up to two weeks to reach every region (AKS, node OS upgrade channels). */
  static final int ROLLOUT_DAYS = 14;

  private ImageAges() {}

  /**
   * The state of the node's image.
   *
   * @param latest what Azure offers the pool, if it is known
   */
  static ImageState of(NodeSnapshot node, Optional<Offer> latest, LocalDate today, NodesSpec spec) {
    if (node.pool().kind() == NodePool.Kind.VIRTUAL) {
      return new NotApplicable();
    }
    if (node.image().isEmpty()) {
      return new Unknown(Doubt.NO_LABEL);
    }
    return ImageVersion.parse(node.image())
        .<ImageState>map(version -> known(version, node, latest, new Limits(today, spec)))
        .orElse(new Unknown(Doubt.UNKNOWN_FORMAT));
  }

  private record Limits(LocalDate today, NodesSpec spec) {}

  private static ImageState known(
      ImageVersion version, NodeSnapshot node, Optional<Offer> latest, Limits limits) {
    LocalDate effective = effective(version, node.livePatch(), limits.today());
    int days = (int) Math.max(0, ChronoUnit.DAYS.between(effective, limits.today()));
    boolean superseded = latest.filter(offered -> offered.supersedes(version)).isPresent();
    return new Known(version, effective, days, rating(effective, node.os(), limits), superseded);
  }

  /** A date in the future is a mistake of somebody's and does not make a node any newer. */
  private static LocalDate effective(ImageVersion version, LivePatch patch, LocalDate today) {
    return Stream.of(Times.day(patch.current()), Times.day(patch.securityPatch()))
        .flatMap(Optional::stream)
        .filter(day -> !day.isAfter(today))
        .filter(day -> day.isAfter(version.effective()))
        .max(Comparator.naturalOrder())
        .orElse(version.effective());
  }

  private static Rating rating(LocalDate effective, String os, Limits limits) {
    LocalDate today = limits.today();
    if (today.isAfter(effective.plusDays(limits.spec().imageUnsupportedAgeDays()))) {
      return Rating.UNSUPPORTED;
    }
    return today.isAfter(currentUntil(effective, os, limits.spec().imageMaxAgeDays()))
        ? Rating.OUTDATED
        : Rating.CURRENT;
  }

  static LocalDate currentUntil(LocalDate effective, String os, int maxAgeDays) {
    LocalDate byAge = effective.plusDays(maxAgeDays);
    if (!os.equals("Windows")) {
      return byAge;
    }
    LocalDate bySuccessor = nextPatchTuesday(effective).plusDays(ROLLOUT_DAYS);
    return byAge.isAfter(bySuccessor) ? byAge : bySuccessor;
  }

  /** The first second Tuesday of a month after the day. */
  private static LocalDate nextPatchTuesday(LocalDate day) {
    LocalDate ofMonth = patchTuesday(day);
    return ofMonth.isAfter(day) ? ofMonth : patchTuesday(day.plusMonths(1));
  }

  private static LocalDate patchTuesday(LocalDate day) {
    return day.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
  }
}
