package io.securitybaseline.reconcile;

import io.securitybaseline.controls.groupbindings.ReplacedSubjects;
import io.securitybaseline.facts.Binding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often our record was taken off a binding that we had swapped. The record itself counts users
 * who come back; whoever writes the whole binding from elsewhere takes that count away, and would
 * be fought for ever. A binding is forgotten an hour after its last swap.
 */
final class AnnotationRemovals {

  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /** How many bindings are remembered before those to be forgotten are looked for. */
  private static final int MANY = 1024;

  private final Map<String, Swapped> byUid = new ConcurrentHashMap<>();
  private final Clock steady;

  AnnotationRemovals(Clock steady) {
    this.steady = steady;
  }

  /** How often, the binding as it stands now included. */
  int of(Binding binding) {
    Swapped swapped = byUid.get(binding.uid());
    if (swapped == null || isOver(swapped, steady.instant())) {
      return 0;
    }
    return swapped.lost() + (ReplacedSubjects.isOn(binding) ? 0 : 1);
  }

  /** A binding that stood like this was swapped. */
  void swapped(Binding before) {
    Instant now = steady.instant();
    if (byUid.size() % MANY == MANY - 1) {
      byUid.values().removeIf(each -> isOver(each, now));
    }
    byUid.put(before.uid(), new Swapped(of(before), now));
  }

  private static boolean isOver(Swapped swapped, Instant now) {
    return now.isAfter(swapped.at().plus(REMEMBERED_FOR));
  }

  private record Swapped(int lost, Instant at) {}
}
