package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.AdmissionPolicy;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AdmissionSnapshot;

/**
 * Our NetworkPolicies are changed and deleted by nobody but us, Kubernetes itself and
 * administrators: a ValidatingAdmissionPolicy says so before drift has to be repaired.
 */
public final class ProtectionControl implements Control<AdmissionSnapshot> {

  /** The name of the policy and of its binding. */
  public static final String NAME = "restrict-instance-metadata.securitybaseline.io";

  private static final AdmissionPolicy MANIFEST =
      AdmissionPolicy.beside(ProtectionControl.class, "protection");

  @Override
  public Verdict evaluate(AdmissionSnapshot snapshot, Baseline baseline) {
    return MANIFEST.verdict(snapshot, baseline, baseline.spec().groupBindings().prevention());
  }
}
