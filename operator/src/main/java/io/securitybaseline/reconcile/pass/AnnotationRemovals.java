package io.securitybaseline.reconcile.pass;

import io.securitybaseline.module.AnnotationRemoval;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How often another client removed the operator's annotation from an object whose subjects the
 * operator had replaced. The annotation itself counts users who come back; a client that writes the
 * whole object from another source removes that count too, and the two would write forever, every
 * minute or every night. An object is forgotten a month after its last replacement. The status of
 * the baseline has the counts of some objects, so that they outlive the process.
 */
final class AnnotationRemovals {

  /** Longer than from one run of a weekly job to the fourth. */
  private static final int REMEMBERED_DAYS = 31;

  /** How many objects are remembered: some 200 bytes each. */
  static final int MOST = 16_384;

  /** Those with the fewest removals are forgotten first, and of these the oldest. */
  private static final Comparator<Map.Entry<String, Annotated>> LEAST_FIRST =
      Map.Entry.comparingByValue(
          Comparator.comparingInt(Annotated::removals).thenComparing(Annotated::last));

  private final Map<String, Annotated> byUid = new ConcurrentHashMap<>();

  /** An object that carried the annotation when it was last written or evaluated with it. */
  private record Annotated(int removals, LocalDate last) {}

  /**
   * How often, the object as it is now included. An object that carries the annotation is
   * remembered, whichever process wrote it.
   *
   * @param annotated whether the object carries the annotation now
   */
  int of(String uid, boolean annotated, LocalDate today) {
    Annotated before = known(uid, today);
    if (before == null && annotated) {
      put(uid, new Annotated(0, today), today);
    }
    return before == null ? 0 : before.removals() + (annotated ? 0 : 1);
  }

  /**
   * The subjects of an object were replaced.
   *
   * @param annotated whether it carried the annotation before
   */
  void swapped(String uid, boolean annotated, LocalDate today) {
    put(uid, new Annotated(of(uid, annotated, today), today), today);
  }

  /** What an earlier process counted; what this one counted itself is newer. */
  void restore(List<AnnotationRemoval> removals, LocalDate today) {
    for (AnnotationRemoval removal : removals) {
      if (known(removal.uid(), today) == null) {
        put(removal.uid(), new Annotated(removal.times(), removal.last()), today);
      }
    }
  }

  /** The objects with removals, those with the most first. */
  List<AnnotationRemoval> counted(int most, LocalDate today) {
    return byUid.entrySet().stream()
        .filter(entry -> entry.getValue().removals() > 0 && !isOver(entry.getValue(), today))
        .sorted(LEAST_FIRST.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(entry ->
            new AnnotationRemoval(
                entry.getKey(), entry.getValue().removals(), entry.getValue().last()))
        .toList();
  }

  int size() {
    return byUid.size();
  }

  private @Nullable Annotated known(String uid, LocalDate today) {
    Annotated known = byUid.get(uid);
    return known == null || isOver(known, today) ? null : known;
  }

  private void put(String uid, Annotated annotated, LocalDate today) {
    if (byUid.size() >= MOST && !byUid.containsKey(uid)) {
      forgetSome(today);
    }
    byUid.put(uid, annotated);
  }

  private void forgetSome(LocalDate today) {
    byUid.values().removeIf(each -> isOver(each, today));
    byUid.entrySet().stream()
        .sorted(LEAST_FIRST)
        .limit(Math.max(0, byUid.size() - MOST * 3L / 4))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(byUid::remove);
  }

  private static boolean isOver(Annotated annotated, LocalDate today) {
    return today.isAfter(annotated.last().plusDays(REMEMBERED_DAYS));
  }
}
