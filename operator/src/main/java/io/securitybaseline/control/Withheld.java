package io.securitybaseline.control;

import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.NamespaceBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings about objects of which no more is known than that they exist. */
public final class Withheld {

  private static final NameList NAMES = new NameList(3, 40);

  private static final long KIB = 1024;

  private Withheld() {}

  /** One finding for each cause. */
  public static List<Finding> findings(Collection<Marker> markers) {
    if (markers.isEmpty()) {
      return List.of();
    }
    Map<Marker.Cause, List<Marker>> byCause = new EnumMap<>(Marker.Cause.class);
    markers.forEach(
        marker -> byCause.computeIfAbsent(marker.cause(), _ -> new ArrayList<>()).add(marker));
    return byCause.entrySet().stream()
        .map(entry -> finding(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether a finding means that something could not be evaluated because of its size or form. */
  public static boolean isReasonOf(Finding finding) {
    return switch (finding.reason()) {
      case Reasons.UNREADABLE_OBJECT, Reasons.OBJECT_TOO_LARGE, Reasons.NAMESPACE_TOO_LARGE -> true;
      default -> false;
    };
  }

  private static Finding finding(Marker.Cause cause, List<Marker> markers) {
    String names =
        NAMES.sorted(markers.stream().map(marker -> marker.kind() + "/" + marker.name()).toList());
    return switch (cause) {
      case UNREADABLE ->
          Finding.unknown(
              Reasons.UNREADABLE_OBJECT,
              "not evaluated because the JSON cannot be read: %s; correct or delete it"
                  .formatted(names));
      case TOO_LARGE ->
          Finding.unknown(
              Reasons.OBJECT_TOO_LARGE,
              "not evaluated because of its size, about %s of names, labels, annotations or subjects in memory: %s; make it smaller or split it"
                  .formatted(largest(markers), names));
      case NAMESPACE_TOO_LARGE ->
          Finding.unknown(
              Reasons.NAMESPACE_TOO_LARGE,
              "not evaluated because all objects here take more than %s of memory: %s; delete large objects, then change or recreate these"
                  .formatted(size(NamespaceBudget.MOST), names));
    };
  }

  private static String largest(List<Marker> markers) {
    return size(markers.stream().mapToLong(Marker::bytes).max().orElse(0));
  }

  private static String size(long bytes) {
    return bytes < KIB * KIB
        ? "%d KiB".formatted(bytes / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (KIB * KIB));
  }
}
