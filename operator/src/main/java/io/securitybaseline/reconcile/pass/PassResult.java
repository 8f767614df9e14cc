package io.securitybaseline.reconcile.pass;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a pass over one object.
 *
 * @param changed whether the status may differ because of it
 * @param requeueAfter when to evaluate again without a trigger
 */
public record PassResult(boolean changed, Optional<Duration> requeueAfter) {

  /** Nothing changed, and nothing is due. */
  public static final PassResult NOTHING = new PassResult(false, Optional.empty());

  /** Both combined; the sooner of the two requeues counts. */
  public PassResult and(PassResult other) {
    return new PassResult(
        changed || other.changed,
        Stream.of(requeueAfter, other.requeueAfter)
            .flatMap(Optional::stream)
            .min(Duration::compareTo));
  }
}
