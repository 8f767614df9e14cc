package io.securitybaseline.control;

/**
 * A rule about one kind of subject. It never sees the mode, exemptions or the rollout: those are
 * applied to its verdict afterwards, so that what Audit shows is exactly what Enforce would do.
 *
 * @param <S> the snapshot it judges
 */
public interface Control<S> {

  /** Judges the snapshot. Must give the same verdict for the same input, whatever its order. */
  Verdict evaluate(S snapshot, Baseline baseline);
}
