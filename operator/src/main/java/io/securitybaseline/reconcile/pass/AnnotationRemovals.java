package io.securitybaseline.reconcile.pass;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often another client removed the operator's annotation from an object whose subjects the
 * operator had replaced. The annotation itself counts users who come back; a client that writes the
 * whole object from another source removes that count too, and the two would write forever. An
 * object is forgotten an hour after its last replacement.
 */
final class AnnotationRemovals {

  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /** How many objects are remembered before those to be forgotten are searched. */
  private static final int MANY = 1024;

  private final Map<String, Swapped> byUid = new ConcurrentHashMap<>();
  private final Clock steady;

  AnnotationRemovals(Clock steady) {
    this.steady = steady;
  }

  /**
   * How often, the object as it is now included.
   *
   * @param annotated whether the object carries the annotation now
   */
  int of(String uid, boolean annotated) {
    Swapped swapped = byUid.get(uid);
    if (swapped == null || isOver(swapped, steady.instant())) {
      return 0;
    }
    return swapped.removals() + (annotated ? 0 : 1);
  }

  /**
   * The subjects of an object were replaced.
   *
   * @param annotated whether it carried the annotation before
   */
  void swapped(String uid, boolean annotated) {
    Instant now = steady.instant();
    if (byUid.size() % MANY == MANY - 1) {
      byUid.values().removeIf(each -> isOver(each, now));
    }
    byUid.put(uid, new Swapped(of(uid, annotated), now));
  }

  private static boolean isOver(Swapped swapped, Instant now) {
    return now.isAfter(swapped.at().plus(REMEMBERED_FOR));
  }

  private record Swapped(int removals, Instant at) {}
}
