package io.securitybaseline.reconcile.pass;

import io.securitybaseline.report.ReportedSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a pass over one object.
 *
 * @param changed whether the status may differ because of it
 * @param requeueAfter when to evaluate again without a trigger
 * @param subjects what was found on every subject; empty where a control was not evaluated
 */
public record PassResult(
    boolean changed, Optional<Duration> requeueAfter, Optional<List<ReportedSubject>> subjects) {

  /** Nothing changed, and nothing is due. */
  public static final PassResult NOTHING = new PassResult(false, Optional.empty());

  /** The same, and a control was not evaluated. */
  static final PassResult INCOMPLETE = new PassResult(false, Optional.empty(), Optional.empty());

  public PassResult {
    subjects = subjects.map(List::copyOf);
  }

  /** The result of a pass without subjects. */
  public PassResult(boolean changed, Optional<Duration> requeueAfter) {
    this(changed, requeueAfter, Optional.of(List.of()));
  }

  /** Both combined; the sooner of the two requeues counts. */
  public PassResult and(PassResult other) {
    return new PassResult(
        changed || other.changed,
        sooner(requeueAfter, other.requeueAfter),
        subjects.flatMap(mine -> other.subjects.map(theirs -> joined(mine, theirs))));
  }

  private static Optional<Duration> sooner(Optional<Duration> one, Optional<Duration> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().compareTo(other.get()) <= 0 ? one : other;
  }

  private static List<ReportedSubject> joined(
      List<ReportedSubject> some, List<ReportedSubject> more) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
