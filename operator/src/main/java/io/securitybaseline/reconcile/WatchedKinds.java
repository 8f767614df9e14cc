package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.watch.Watch;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which controls read which kinds, as they declare it. */
final class WatchedKinds {

  /** The spec itself: without it, it is unknown what any control is to do. */
  static final String BASELINE = "SecurityBaseline";

  private final Map<ControlId, Set<String>> kinds = new HashMap<>();
  private final Set<String> known = new HashSet<>(Set.of(BASELINE));

  /**
   * @param watches what each control reads
   */
  WatchedKinds(Map<ControlId, List<Watch<?>>> watches) {
    watches.forEach((control, declared) ->
        kinds.put(
            control,
            declared.stream()
                .map(watch -> watch.kind().name())
                .collect(Collectors.toUnmodifiableSet())));
    kinds.values().forEach(known::addAll);
  }

  /** Whether any control declares the kind; of one that is not known, every control may read it. */
  boolean isKnown(String kind) {
    return known.contains(kind);
  }

  boolean reads(ControlId control, String kind) {
    return kind.equals(BASELINE)
        || !isKnown(kind)
        || kinds.getOrDefault(control, Set.of()).contains(kind);
  }

  /** The controls that read any of the kinds. */
  Set<ControlId> readersOf(Collection<String> some) {
    return kinds.keySet().stream()
        .filter(control -> some.stream().anyMatch(kind -> reads(control, kind)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
