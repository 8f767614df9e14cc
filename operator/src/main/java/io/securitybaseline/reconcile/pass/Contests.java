package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Contender;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Intent;
import io.securitybaseline.module.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects that were written again and again because other clients undo it. Without it two
 * controllers overwrite each other several times a second for as long as both run.
 *
 * <p>In memory only and bounded: after a restart a contest shows again after {@link
 * Contest#FREE_WRITES} writes, and the other client is read from the object itself.
 */
final class Contests {

  /** Subjects; a namespace has at most a few dozen objects of the operator. */
  private static final int MOST = 4096;

  private final Backoff backoff;
  private final Clock steady;

  /** By subject and object; the subject that was used least recently goes first. */
  private final Map<Of, Map<String, Contest>> contests =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Map<String, Contest>> eldest) {
          return size() > MOST;
        }
      };

  private record Of(ControlId control, Subject subject) {}

  Contests(Backoff backoff, Clock steady) {
    this.backoff = backoff;
    this.steady = steady;
  }

  /**
   * The contest because of which the changes must not be made now.
   *
   * @param contender asks for the other client, once after each write
   */
  Optional<Contest> holding(
      ControlId control,
      Subject subject,
      List<Change> changes,
      Function<Change, Optional<Contender>> contender) {
    Of of = new Of(control, subject);
    for (Change change : changes) {
      Optional<Contest> contest = held(of, change);
      if (contest.isPresent()) {
        return Optional.of(named(of, change, contest.get(), contender));
      }
    }
    return Optional.empty();
  }

  /** The contest that is on although everything is in place at the moment. */
  synchronized Optional<Contest> unsettled(ControlId control, Subject subject) {
    Map<String, Contest> known = contests.isEmpty() ? null : contests.get(new Of(control, subject));
    if (known == null) {
      return Optional.empty();
    }
    Instant now = steady.instant();
    return known.values().stream()
        .filter(contest -> contest.untilSettled(now).isPresent())
        .findFirst();
  }

  /**
   * Changes were made.
   *
   * @param isFirst whether nothing of the operator was to be in place before, so that no other
   *     client can have undone it
   */
  synchronized void made(
      ControlId control,
      Subject subject,
      List<Change> changes,
      List<Outcome> outcomes,
      boolean isFirst) {
    Of of = new Of(control, subject);
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome instanceof Outcome.Applied || outcome instanceof Outcome.Rewritten) {
        made(of, changes.get(i), outcome, isFirst);
      }
    }
  }

  /** The moment by which waits are counted. */
  Instant now() {
    return steady.instant();
  }

  private void made(Of of, Change change, Outcome outcome, boolean isFirst) {
    Instant now = steady.instant();
    Contest before = contests.getOrDefault(of, Map.of()).get(name(change));
    if (before == null && isFirst && change instanceof Change.Create) {
      return;
    }
    int content = Intent.of(change).hashCode();
    Contest same =
        before != null && before.content() == content && !before.isOver(now) ? before : null;
    if (isFirst && change instanceof Change.Create && same == null) {
      contests.computeIfPresent(of, (_, ofSubject) -> without(ofSubject, name(change)));
      return;
    }
    contests
        .computeIfAbsent(of, _ -> new HashMap<>())
        .put(
            name(change),
            same == null
                ? Contest.first(change, content, outcome, now)
                : same.again(change, outcome, now, backoff));
  }

  private static @Nullable Map<String, Contest> without(
      Map<String, Contest> ofSubject, String name) {
    ofSubject.remove(name);
    return ofSubject.isEmpty() ? null : ofSubject;
  }

  private synchronized Optional<Contest> held(Of of, Change change) {
    Contest known = contests.getOrDefault(of, Map.of()).get(name(change));
    return Optional.ofNullable(known)
        .filter(contest -> contest.content() == Intent.of(change).hashCode())
        .filter(contest -> contest.holds(change, steady.instant()));
  }

  /** The request is sent outside the lock. */
  private Contest named(
      Of of, Change change, Contest contest, Function<Change, Optional<Contender>> contender) {
    if (contest.contender().isPresent() || contest.rewritten().isPresent()) {
      return contest;
    }
    Contest named = contest.against(contender.apply(change));
    synchronized (this) {
      Map<String, Contest> ofSubject = contests.get(of);
      if (ofSubject != null) {
        ofSubject.replace(name(change), contest, named);
      }
    }
    return named;
  }

  private static String name(Change change) {
    HasMetadata object = change.object();
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
