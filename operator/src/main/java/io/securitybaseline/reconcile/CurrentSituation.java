package io.securitybaseline.reconcile;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The situation, published by the reconciler of the baseline, read by that of the namespaces. */
final class CurrentSituation {

  /**
   * A situation with its number. A later number means another situation, even where the spec's
   * generation is the same because only the cluster changed.
   */
  record Edition(long number, Situation situation) {}

  private final Runnable onNews;
  private volatile @Nullable Edition current;
  private long published;

  /**
   * @param onNews run after a new situation was published: all namespaces are to be looked at
   */
  CurrentSituation(Runnable onNews) {
    this.onNews = onNews;
  }

  /** The situation; nothing as long as there is no baseline or the cluster is not yet known. */
  Optional<Edition> get() {
    return Optional.ofNullable(current);
  }

  /**
   * Makes the situation known, unless it is the one that is known already.
   *
   * @return whether it is a new one
   */
  boolean publish(Situation situation) {
    Edition known = current;
    if (known != null && known.situation().equals(situation)) {
      return false;
    }
    current = new Edition(++published, situation);
    onNews.run();
    return true;
  }

  void clear() {
    current = null;
  }
}
