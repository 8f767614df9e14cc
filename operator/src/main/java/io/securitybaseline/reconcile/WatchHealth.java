package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Since when each kind has not been watched, and which controls must not act because of that. A
 * kind that is not watched for longer than the patience is stale. What reads a stale kind is held
 * until the kind is watched again and the cluster has been observed anew.
 */
final class WatchHealth {

  /** A watch that opens and is cut at once is seen open now and then: once proves nothing. */
  private static final int LOOKS_TO_RECOVER = 2;

  private static final String UNEXPLAINED = "the watch is closed";

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Clock clock;
  private final Map<String, Track> tracks = new HashMap<>();
  private final Map<String, String> causes = new HashMap<>();
  private final SortedMap<String, Outage> outages = new TreeMap<>();
  private final Set<ControlId> held = new HashSet<>();

  /**
   * @param patience how long a watch may be closed before what it delivered counts as stale
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   * @param clock for the time that people read
   */
  WatchHealth(Duration patience, LongSupplier nanoTime, Clock clock) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /** What a watch is found to do. */
  enum State {
    OPEN,
    /** Closed; the informer opens it again by itself. */
    CLOSED,
    /** Closed, and the informer has given up. */
    STOPPED
  }

  /**
   * A kind that is not watched.
   *
   * @param since when it was first found so
   * @param cause the answer of the API server, or what else is known
   */
  record Outage(String kind, Instant since, String cause) {}

  /** The kinds whose outage began, and those whose outage ended, with a look. */
  record Changes(Set<String> broken, Set<String> recovered) {}

  /**
   * Takes in what all watches do at the moment.
   *
   * @param found by the name of the watch
   */
  synchronized Changes look(Collection<Found> found) {
    long now = nanoTime.getAsLong();
    tracks.keySet().retainAll(found.stream().map(Found::watch).collect(Collectors.toSet()));
    SortedMap<String, Instant> stale = new TreeMap<>();
    for (Found watch : found) {
      Track track = tracks.computeIfAbsent(watch.watch(), _ -> new Track());
      if (track.isStale(watch.state(), now, this)) {
        stale.merge(watch.kind(), track.since, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    Set<String> before = Set.copyOf(outages.keySet());
    outages.keySet().retainAll(stale.keySet());
    causes.keySet().retainAll(stale.keySet());
    stale.forEach((kind, since) ->
        outages.put(kind, new Outage(kind, since, causes.getOrDefault(kind, UNEXPLAINED))));
    held.addAll(WatchedKinds.readersOf(outages.keySet()));
    return new Changes(without(outages.keySet(), before), without(before, outages.keySet()));
  }

  /**
   * A kind that is needed from now on could not be watched. It is stale at once, and found to be so
   * by every look until its watch is started. What is known of an outage that there is stays.
   */
  synchronized void broken(String kind, String cause) {
    causes.putIfAbsent(kind, cause);
    outages.putIfAbsent(
        kind, new Outage(kind, clock.instant().truncatedTo(ChronoUnit.SECONDS), cause));
    held.addAll(WatchedKinds.readersOf(Set.of(kind)));
  }

  /**
   * Says why a kind is not watched.
   *
   * @return whether that is another cause than the one known so far
   */
  synchronized boolean explain(String kind, String cause) {
    Outage outage = outages.get(kind);
    if (outage == null || cause.equals(outage.cause())) {
      return false;
    }
    causes.put(kind, cause);
    outages.put(kind, new Outage(kind, outage.since(), cause));
    return true;
  }

  /** All outages there are, by kind. */
  synchronized SortedMap<String, Outage> outages() {
    return new TreeMap<>(outages);
  }

  /** Those that concern the control. */
  SortedMap<String, Outage> outages(ControlId control) {
    SortedMap<String, Outage> concerning = outages();
    concerning.keySet().removeIf(kind -> !WatchedKinds.reads(control, kind));
    return concerning;
  }

  /** Whether the control must not act: what it reads is stale, or was until a moment ago. */
  synchronized boolean isHeld(ControlId control) {
    return held.contains(control);
  }

  /** The controls that are held although everything that they read is watched again. */
  synchronized Set<ControlId> recovered() {
    Set<ControlId> recovered = new HashSet<>();
    recovered.addAll(held);
    recovered.removeAll(WatchedKinds.readersOf(outages.keySet()));
    return recovered;
  }

  /**
   * Lets controls act again: the cluster has been observed since they recovered.
   *
   * @param observed what {@link #recovered} answered before the cluster was observed
   * @return whether there was any
   */
  synchronized boolean release(Set<ControlId> observed) {
    Set<ControlId> released = recovered();
    released.retainAll(observed);
    return held.removeAll(released);
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(kind -> !some.contains(kind)).collect(Collectors.toSet());
  }

  /**
   * One watch at a look.
   *
   * @param watch a name that no other watch has
   * @param kind of the objects that it delivers
   */
  record Found(String watch, String kind, State state) {}

  /** What is remembered of one watch. */
  private static final class Track {

    private @Nullable Long closedSince;
    private Instant since = Instant.EPOCH;
    private int looksOpen;
    private boolean stale;

    private boolean isStale(State state, long now, WatchHealth health) {
      if (state == State.OPEN) {
        looksOpen++;
        if (looksOpen >= LOOKS_TO_RECOVER) {
          closedSince = null;
          stale = false;
        }
        return stale;
      }
      looksOpen = 0;
      if (closedSince == null) {
        closedSince = now;
        since = health.clock.instant().truncatedTo(ChronoUnit.SECONDS);
      }
      stale |= state == State.STOPPED || now - closedSince >= health.patience.toNanos();
      return stale;
    }
  }
}
