package io.securitybaseline.reconcile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;

/**
 * A simulated pool, by its number: one in six is of Windows, one in ten is never upgraded, and
 * there is one of each kind that gives other signals or other labels.
 */
record SimulatedPool(int number) {
  private static final int WINDOWS_EVERY = 6;
  private static final int KURED = 7;
  private static final int LIVE_PATCHED = 13;
  private static final int KARPENTER = 17;
  private static final int UNLABELLED = 23;
  private static final DateTimeFormatter LINUX_IMAGE =
      DateTimeFormatter.ofPattern("yyyyMM.dd", Locale.ROOT);
  private static final DateTimeFormatter WINDOWS_IMAGE =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

  /** What reports that its nodes wait for a reboot. */
  enum Signal {
    CONDITION,
    KURED,
    NONE,
    NOT_APPLICABLE
  }

  String name() {
    return number < 10 ? "np0" + number : "np" + number;
  }

  boolean isWindows() {
    return number % WINDOWS_EVERY == 0;
  }

  boolean isNeglected() {
    return number % 10 == 9;
  }

  boolean isLivePatched() {
    return number == LIVE_PATCHED;
  }

  boolean tellsImage() {
    return number != KARPENTER && number != UNLABELLED;
  }

  Signal signal() {
    if (isWindows()) {
      return Signal.NOT_APPLICABLE;
    }
    if (number == KURED) {
      return Signal.KURED;
    }
    return tellsImage() ? Signal.CONDITION : Signal.NONE;
  }

  Map<String, String> labels(LocalDate image) {
    String os = isWindows() ? "windows" : "linux";
    return switch (number) {
      case KARPENTER -> Map.of("kubernetes.io/os", os, "karpenter.sh/nodepool", name());
      case UNLABELLED -> Map.of("kubernetes.io/os", os);
      default ->
          Map.of(
              "kubernetes.io/os",
              os,
              "kubernetes.azure.com/agentpool",
              name(),
              "kubernetes.azure.com/node-image-version",
              image(image));
    };
  }

  /** Linux images appear weekly, those of Windows after each Patch Tuesday. */
  LocalDate latestImage(LocalDate day) {
    if (!isWindows()) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
    LocalDate ofMonth = patchTuesday(day);
    return ofMonth.isAfter(day) ? patchTuesday(day.minusMonths(1)) : ofMonth;
  }

  static LocalDate nextPatchTuesday(LocalDate image) {
    return patchTuesday(image.plusMonths(1));
  }

  private static LocalDate patchTuesday(LocalDate day) {
    return day.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
  }

  private String image(LocalDate day) {
    return isWindows()
        ? "AKSWindows-2022-containerd-20348.4529." + WINDOWS_IMAGE.format(day)
        : "AKSUbuntu-2404gen2containerd-" + LINUX_IMAGE.format(day) + ".0";
  }
}
