package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.module.Evaluation;
import java.util.List;
import java.util.Optional;

/**
 * What the checks add up to.
 *
 * @param basis what the answers rest on
 * @param version of the control plane, if known
 * @param doubt why nothing, or nothing newer, is known of the cluster
 * @param checks every check there is, in the registry's order
 */
public record Posture(
    Basis basis, Optional<String> version, Optional<Caveat> doubt, List<Checked> checks)
    implements Evaluation.Detail {

  public Posture {
    checks = List.copyOf(checks);
  }

  /** What the answers rest on. */
  public enum Basis {
    /** The baseline does not say which cluster in Azure it is about. */
    NOT_CONFIGURED,
    /** The first reading since the start is still to come. */
    AWAITED,
    /** Nothing that could be read. */
    NOTHING,
    /** A reading. */
    READING
  }

  /**
   * A shadow on all that is said.
   *
   * @param message a sentence; ends with what to do where somebody has to
   */
  public record Caveat(String reason, String message) {}

  /**
   * A check and its answer.
   *
   * @param required whether the baseline requires it
   * @param reason for Unknown, why
   */
  public record Checked(
      String name, boolean required, CheckResult result, String reason, String message) {

    /** Whether it decides on whether AKS supports the version, which has a condition of its own. */
    public boolean isOfVersion() {
      return name.equals(SupportedKubernetesVersion.class.getSimpleName());
    }
  }
}
