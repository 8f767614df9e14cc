package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What rounds have brought so far, as a value.
 *
 * @param facts of the last round that succeeded, with parts that it lacked kept from before
 * @param readAt when that was
 * @param failure of the last round, if it failed
 * @param lacking how many rounds in a row failed, or lacked a part that is available again soon
 */
record PollState(
    Optional<ManagedClusterFacts> facts, Instant readAt, Optional<Failure> failure, int lacking) {

  static final PollState EMPTY = new PollState(Optional.empty(), Instant.MIN, Optional.empty(), 0);

  PollState after(Attempt attempt, Instant now) {
    return switch (attempt) {
      case Attempt.Failed(Failure why) ->
          new PollState(
              facts, readAt, Optional.of(failure.map(why::after).orElse(why)), lacking + 1);
      case Attempt.Succeeded(ManagedClusterFacts read) -> {
        boolean complete = read.failures().noneMatch(it -> it.kind().isPassing());
        yield new PollState(
            Optional.of(facts.map(it -> read.orBefore(it, readAt)).orElse(read)),
            now,
            Optional.empty(),
            complete ? 0 : lacking + 1);
      }
    };
  }

  /**
   * What counts now.
   *
   * @param toWall added to instants that users see
   */
  Reading reading(Instant now, Duration refresh, Duration toWall) {
    Ages ages = new Ages(now, refresh);
    if (facts.isPresent() && ages.count(readAt)) {
      ManagedClusterFacts known = facts.get().each(ages::whileItCounts);
      return failure
          .<Reading>map(why -> new Reading.Stale(known, readAt.plus(toWall), why))
          .orElseGet(() -> new Reading.Fresh(known, readAt.plus(toWall)));
    }
    if (failure.isPresent()) {
      return new Reading.Failed(failure.get());
    }
    return facts.isEmpty()
        ? new Reading.Pending()
        : new Reading.Failed(
            new Failure(
                Failure.Kind.UNREACHABLE, "Azure has not answered since " + readAt.plus(toWall)));
  }

  ReportedEngine engine() {
    return facts
        .map(known -> ReportedEngine.of(known.cluster().network()))
        .orElse(ReportedEngine.NOTHING);
  }

  boolean windowsPools() {
    return facts.stream()
        .flatMap(known -> known.cluster().pools().stream())
        .anyMatch(AgentPool::isWindows);
  }
}
