package io.securitybaseline.module;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import java.time.LocalDate;
import java.util.List;

/**
 * The facts and the spec that are the same for all namespaces at one moment. When it changes, every
 * namespace is evaluated again; while it stays the same, only those in which something changes are.
 *
 * @param generation of the spec
 * @param phase what is to be done with it
 * @param requestedAt the value of the annotation that requests a pass, or empty
 * @param today the day, UTC, by which exemptions are evaluated
 * @param isNewBaseline whether this process observed the baseline before its first evaluation, so
 *     that no earlier process has published what is found first
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
    boolean isNewBaseline,
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
                control.exemptible().orElse(null),
                mode,
                namespace.verifiedBy(cluster.tigera()),
                today)
            .retainedIf(rolloutMatchesNothing);
  }

  /** The same with what probes found out. */
  public Situation probed(List<ProbeStatus> probes) {
    return new Situation(
        baseline,
        generation,
        phase,
        requestedAt,
        cluster.probed(probes),
        access,
        today,
        isNewBaseline,
        rolloutMatchesNothing);
  }

  /** How far a control with this mode applies to what belongs to the cluster as a whole. */
  public Applicability ofCluster(Mode mode) {
    return phase == Phase.DELETING
        ? new Applicability.NotConcerned()
        : Applicability.ofCluster(mode);
  }

  /** What is to be done. */
  public enum Phase {
    /** Evaluate, and repair where the mode is Enforce. */
    ACTIVE,
    /** Change nothing and keep the last status. */
    SUSPENDED,
    /** The baseline is being deleted, and what it created is cleaned up. */
    DELETING
  }
}
