package io.securitybaseline.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the number of namespaces per minute that receive new objects. Azure NPM handles many new
 * policies at the same time badly. A waiting namespace gets its own slot for its next evaluation,
 * so that ten thousand waiting namespaces do not retry continuously.
 */
public final class Pacer {

  /** How late a namespace may come and still find its slot. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Map<String, Instant> slots = new HashMap<>();
  private int perMinute;
  private Instant nextFree = Instant.MIN;

  /**
   * Requests a slot for a namespace.
   *
   * @param uid of the namespace
   * @param namespacesPerMinute the pace that the spec sets now; zero: no limit
   * @return how long it has to wait; zero: go ahead
   */
  public synchronized Duration turn(String uid, int namespacesPerMinute, Instant now) {
    if (namespacesPerMinute != perMinute) {
      perMinute = namespacesPerMinute;
      slots.clear();
      nextFree = Instant.MIN;
    }
    if (perMinute <= 0) {
      return Duration.ZERO;
    }
    slots.computeIfPresent(uid, (_, slot) -> isMissed(slot, now) ? null : slot);
    Instant slot = slots.computeIfAbsent(uid, _ -> nextSlot(now));
    if (slot.isAfter(now)) {
      return Duration.between(now, slot);
    }
    slots.remove(uid);
    return Duration.ZERO;
  }

  /**
   * Releases the slot of a namespace that was deleted or needs none any more; the others keep their
   * slots.
   */
  public synchronized void forget(String uid) {
    slots.remove(uid);
  }

  /**
   * Otherwise all namespaces that missed their slots, for example during a suspension, would
   * proceed at the same time.
   */
  private static boolean isMissed(Instant slot, Instant now) {
    return slot.plus(GRACE).isBefore(now);
  }

  private Instant nextSlot(Instant now) {
    Instant slot = nextFree.isAfter(now) ? nextFree : now;
    nextFree = slot.plus(Duration.ofMinutes(1).dividedBy(perMinute));
    return slot;
  }
}
