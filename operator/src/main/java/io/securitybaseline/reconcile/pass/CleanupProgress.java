package io.securitybaseline.reconcile.pass;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the cleanup of a baseline that is being deleted is.
 *
 * @param complete whether nothing is left of what the baseline created, apart from what is left
 *     behind
 * @param leftBehind what the operator cannot remove and why, a phrase each
 */
public record CleanupProgress(boolean complete, List<String> leftBehind) {

  public static final CleanupProgress NOTHING_TO_DO = new CleanupProgress(true, List.of());

  public CleanupProgress {
    leftBehind = List.copyOf(leftBehind);
  }

  /** Both taken together. */
  public CleanupProgress and(CleanupProgress other) {
    List<String> both = new ArrayList<>(leftBehind);
    both.addAll(other.leftBehind);
    return new CleanupProgress(complete && other.complete, both);
  }
}
