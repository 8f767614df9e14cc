package io.securitybaseline.module;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
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

  /** What the baseline wants done about a control in a namespace. */
  public Applicability applicability(ControlId control, Namespaced namespace) {
    return Applicability.of(
            baseline.spec(),
            control.exempted().orElseThrow(),
            baseline.mode(control),
            namespace.verifiedBy(cluster.tigera()),
            today)
        .retainedIf(rolloutMatchesNothing);
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
