package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watches;
import io.securitybaseline.module.ControlModule;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which controls read which kinds, as they declare it. */
final class WatchedKinds {

  /** The spec itself: without it, it is unknown what any control is to do. */
  static final String BASELINE = "SecurityBaseline";

  private final Map<ControlId, Set<String>> kinds = new HashMap<>();
  private final Set<String> known = new HashSet<>(Set.of(BASELINE));

  private final List<Watch<?>> watches;

  /**
   * @param modules which declare what they read
   */
  WatchedKinds(List<ControlModule> modules) {
    watches = Watches.union(modules.stream().flatMap(each -> each.watches().stream()).toList());
    for (ControlModule module : modules) {
      kinds.put(
          module.descriptor().id(),
          module.watches().stream()
              .map(watch -> watch.kind().name())
              .collect(Collectors.toUnmodifiableSet()));
    }
    kinds.values().forEach(known::addAll);
  }

  /** What all controls read, each kind and selection once. */
  List<Watch<?>> watches() {
    return watches;
  }

  /** The same and others, which no control reads. */
  List<Watch<?>> watchesAnd(List<? extends Watch<?>> others) {
    return Watches.union(Stream.concat(watches.stream(), others.stream()).toList());
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
