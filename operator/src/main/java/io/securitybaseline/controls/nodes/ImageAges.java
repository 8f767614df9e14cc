package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.controls.nodes.ImageState.NotApplicable;
import io.securitybaseline.controls.nodes.ImageState.Rating;
import io.securitybaseline.controls.nodes.ImageState.Unknown;
import io.securitybaseline.controls.nodes.ImageState.UnknownReason;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.NodeSnapshot.LivePatch;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges the age of images. Linux images appear weekly, those of Windows after each Patch Tuesday
 * (AKS support policies), so a Windows image is outdated no sooner than its successor can be had.
 */
final class ImageAges {

  /** A new image takes up to two weeks to reach every region (AKS, node OS upgrade channels). */
  static final int ROLLOUT_DAYS = 14;

  /** Clocks differ, and so do time zones: a day that begins elsewhere is none in the future. */
  private static final int TOLERANCE_DAYS = 1;

  private final Optional<Offer> latest;
  private final LocalDate today;
  private final NodesSpec spec;
  private final Map<String, Optional<ImageVersion>> versions = new HashMap<>();

  /**
   * For nodes of one pool, which mostly run the same image: its name is read once.
   *
   * @param latest what Azure offers the pool, if it is known
   */
  ImageAges(Optional<Offer> latest, LocalDate today, NodesSpec spec) {
    this.latest = latest;
    this.today = today;
    this.spec = spec;
  }

  /** The state of the node's image. */
  ImageState of(NodeSnapshot node) {
    if (node.pool().kind() == NodePool.Kind.VIRTUAL) {
      return new NotApplicable();
    }
    if (node.image().isEmpty()) {
      return new Unknown(UnknownReason.NO_LABEL);
    }
    return versions
        .computeIfAbsent(node.image(), ImageFormat::parse)
        .map(version -> evaluated(version, node))
        .orElse(new Unknown(UnknownReason.UNKNOWN_FORMAT));
  }

  /** A day in the future is a mistake of somebody's and makes no image any newer. */
  static boolean isInFuture(LocalDate day, LocalDate today) {
    return day.isAfter(today.plusDays(TOLERANCE_DAYS));
  }

  private ImageState evaluated(ImageVersion version, NodeSnapshot node) {
    if (isInFuture(version.effective(), today)) {
      return new Unknown(UnknownReason.IN_FUTURE);
    }
    LocalDate effective = effective(version, node.livePatch());
    int days = (int) Math.max(0, ChronoUnit.DAYS.between(effective, today));
    boolean superseded = latest.filter(offered -> offered.supersedes(version)).isPresent();
    return new Known(version, effective, days, rating(effective, node.os()), superseded);
  }

  private LocalDate effective(ImageVersion version, LivePatch patch) {
    return Stream.of(Times.day(patch.current()), Times.day(patch.securityPatch()))
        .flatMap(Optional::stream)
        .filter(day -> !isInFuture(day, today))
        .filter(day -> day.isAfter(version.effective()))
        .max(Comparator.naturalOrder())
        .orElse(version.effective());
  }

  private Rating rating(LocalDate effective, String os) {
    if (today.isAfter(effective.plusDays(spec.imageUnsupportedAgeDays()))) {
      return Rating.UNSUPPORTED;
    }
    return today.isAfter(currentUntil(effective, os, spec.imageMaxAgeDays()))
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
