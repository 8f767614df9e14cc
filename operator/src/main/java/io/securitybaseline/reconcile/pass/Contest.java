package io.securitybaseline.reconcile.pass;

import io.securitybaseline.apply.Contender;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One object that the operator wrote, or deleted, and how often it had to again because another
 * client undid it.
 *
 * @param change the last one that was made
 * @param content stands for what was intended; another intent begins another contest
 * @param writes how often in a row the same was intended
 * @param last when it was made the last time
 * @param notBefore when it may be made again; a deletion may not
 * @param rewritten the field that admission changed on the way, if it did
 * @param contender who undid the last write; absent until it was asked, empty if that is unknown
 */
record Contest(
    Change change,
    int content,
    int writes,
    Instant last,
    Instant notBefore,
    Optional<String> rewritten,
    Optional<Optional<Contender>> contender) {

  /** How often the same is restored without a delay: users and tools may do things twice. */
  static final int FREE_WRITES = 5;

  /** A longer series of failures ahead, so that the first delay is worth having. */
  private static final int HEAD_START = 3;

  /** For how long a restored object counts as contested if nothing happens to it. */
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  /** A repair long after the last one is the first of its own. */
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /** The first write. */
  static Contest first(Change change, int content, Outcome outcome, Instant now) {
    return new Contest(change, content, 1, now, now, rewritten(outcome), Optional.empty());
  }

  /** The same was made once more. */
  Contest again(Change now, Outcome outcome, Instant at, Backoff backoff) {
    int count = writes + 1;
    Instant next =
        count < FREE_WRITES ? at : at.plus(backoff.soon(count - FREE_WRITES + HEAD_START));
    return new Contest(now, content, count, at, next, rewritten(outcome), Optional.empty());
  }

  /** The same with the client that was found. */
  Contest against(Optional<Contender> found) {
    return new Contest(change, content, writes, last, notBefore, rewritten, Optional.of(found));
  }

  /** Whether another client undoes the operator's writes. */
  boolean isOn() {
    return !isDeletion() && writes >= FREE_WRITES;
  }

  /** Whether the change, of the same intent, has to wait or must not be made. */
  boolean holds(Change next, Instant now) {
    return isDeletion() ? isBack(next) : isOn() && now.isBefore(notBefore);
  }

  /** How long the next write has to wait. */
  Duration untilAllowed(Instant now) {
    Duration left = Duration.between(now, notBefore);
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean isDeletion() {
    return change instanceof Change.Delete;
  }

  /** Whether the object was deleted and is there again: a later one with the same name. */
  private boolean isBack(Change next) {
    return next instanceof Change.Delete again
        && change instanceof Change.Delete before
        && !again.seen().uid().equals(before.seen().uid());
  }

  /** How long until a restored object no longer counts as contested; empty if it does not. */
  Optional<Duration> untilSettled(Instant now) {
    Instant settled = last.plus(SETTLED_AFTER);
    return isOn() && now.isBefore(settled)
        ? Optional.of(Duration.between(now, settled))
        : Optional.empty();
  }

  /** Whether it is too long ago to count; what is back after a deletion stays known. */
  boolean isOver(Instant now) {
    return !isDeletion() && now.isAfter(last.plus(REMEMBERED_FOR));
  }

  private static Optional<String> rewritten(Outcome outcome) {
    return outcome instanceof Outcome.Rewritten(String field)
        ? Optional.of(field)
        : Optional.empty();
  }
}
