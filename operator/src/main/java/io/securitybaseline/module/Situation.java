package io.securitybaseline.module;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import java.time.LocalDate;

/**
 * What every namespace is judged by at the moment. When it changes, every namespace is looked at
 * anew; while it stays the same, only those in which something happens are.
 *
 * @param generation of the spec
 * @param phase what is to be done with it
 * @param requestedAt the value of the annotation by which a person asks for a pass, or empty
 * @param today the day, UTC, on which exemptions are judged
 * @param newcomer whether this process saw the baseline before it had ever been judged, so that
 *     what is found first is news and not what an earlier process told already
 * @param rolloutMatchesNothing whether the rollout's selector matches none of the user namespaces
 */
public record Situation(
    Baseline baseline,
    long generation,
    Phase phase,
    String requestedAt,
    ClusterSnapshot cluster,
    AccessSnapshot access,
    LocalDate today,
    boolean newcomer,
    boolean rolloutMatchesNothing) {

  /**
   * How far a control applies to a namespace. While the baseline is being deleted, it applies to
   * none.
   *
   * @param mode the mode in effect on the control
   */
  public Applicability applicability(ControlDescriptor control, Mode mode, Namespaced namespace) {
    return phase == Phase.DELETING
        ? new Applicability.NotConcerned()
        : Applicability.of(
                baseline.spec(),
                control.exemptible().orElseThrow(),
                mode,
                namespace.verifiedBy(cluster.tigera()),
                today)
            .retainedIf(rolloutMatchesNothing);
  }

  /** How far a control with this mode applies to what belongs to the cluster as a whole. */
  public Applicability ofCluster(Mode mode) {
    return phase == Phase.DELETING
        ? new Applicability.NotConcerned()
        : Applicability.ofCluster(mode);
  }

  /** What is to be done. */
  public enum Phase {
    /** Judge and, where Enforce says so, put right. */
    ACTIVE,
    /** Change nothing and keep the last status. */
    SUSPENDED,
    /** The baseline is being deleted and what it made goes with it. */
    DELETING
  }
}
