package io.securitybaseline.observe.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What rounds have brought so far, as a value.
 *
 * @param facts of the last round that succeeded
 * @param readAt when that was
 * @param completeAt when last nothing was missing that will come back by itself
 * @param failure of the last round, if it failed
 * @param failures how many failed in a row
 */
record Memory(
    Optional<ManagedClusterFacts> facts,
    Instant readAt,
    Instant completeAt,
    Optional<Failure> failure,
    int failures) {

  /** What was read counts for so long, however short the refresh interval is. */
  static final Duration KEPT = Duration.ofHours(6);

  static final Memory EMPTY =
      new Memory(Optional.empty(), Instant.MIN, Instant.MIN, Optional.empty(), 0);

  Memory after(Attempt attempt, Instant now, Duration refresh) {
    return switch (attempt) {
      case Attempt.Failed(Failure why) ->
          new Memory(facts, readAt, completeAt, Optional.of(why), failures + 1);
      case Attempt.Succeeded(ManagedClusterFacts read) -> {
        boolean complete = read.failures().noneMatch(it -> it.kind().isPassing());
        ManagedClusterFacts kept =
            counts(completeAt, now, refresh) ? facts.map(read::orBefore).orElse(read) : read;
        yield new Memory(Optional.of(kept), now, complete ? now : completeAt, Optional.empty(), 0);
      }
    };
  }

  Reading reading(Instant now, Duration refresh) {
    if (facts.isPresent() && counts(readAt, now, refresh)) {
      ManagedClusterFacts known = facts.get();
      return failure
          .<Reading>map(why -> new Reading.Stale(known, readAt, why))
          .orElseGet(() -> new Reading.Fresh(known, readAt));
    }
    if (failure.isPresent()) {
      return new Reading.Failed(failure.get());
    }
    return facts.isEmpty()
        ? new Reading.Awaited()
        : new Reading.Failed(
            new Failure(Failure.Kind.UNREACHABLE, "Azure has not answered since " + readAt));
  }

  ToldEngine engine() {
    return facts.map(known -> ToldEngine.of(known.cluster().network())).orElse(ToldEngine.NOTHING);
  }

  boolean windowsPools() {
    return facts.stream()
        .flatMap(known -> known.cluster().pools().stream())
        .anyMatch(AgentPool::isWindows);
  }

  /** A clock that was set back makes nothing older. */
  private static boolean counts(Instant readAt, Instant now, Duration refresh) {
    Duration limit = refresh.multipliedBy(2);
    return !readAt.equals(Instant.MIN)
        && Duration.between(readAt, now).compareTo(limit.compareTo(KEPT) < 0 ? KEPT : limit) <= 0;
  }
}
