package io.securitybaseline.reconcile;

import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.pass.Revision;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The situation, published by the reconciler of the baseline, read by that of the namespaces. */
final class CurrentSituation {

  private final Runnable onChange;
  private final LongSupplier nanoTime;
  private volatile @Nullable Revision current;
  private long published;
  private volatile long publishedNanos;

  /**
   * @param onChange run after a new situation was published: all namespaces must be evaluated
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  CurrentSituation(Runnable onChange, LongSupplier nanoTime) {
    this.onChange = onChange;
    this.nanoTime = nanoTime;
  }

  /** The situation; nothing as long as there is no baseline or the cluster is not yet known. */
  Optional<Revision> get() {
    return Optional.ofNullable(current);
  }

  /**
   * Publishes the situation unless it equals the current one.
   *
   * @return whether it is a new one
   */
  boolean publish(Situation situation) {
    Revision known = current;
    if (known != null && known.situation().equals(situation)) {
      return false;
    }
    publishedNanos = nanoTime.getAsLong();
    current = new Revision(++published, situation);
    onChange.run();
    return true;
  }

  /** Triggers the evaluation of everything although the situation is the same. */
  void triggerAll() {
    onChange.run();
  }

  /** How long ago the situation that was published last became known. */
  Duration age() {
    return Duration.ofNanos(nanoTime.getAsLong() - publishedNanos);
  }

  void clear() {
    current = null;
  }
}
