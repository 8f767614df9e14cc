package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.control.AdmissionPolicy;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AdmissionSnapshot;

/**
 * The record of replaced users is written by the operator and by administrators alone: a
 * ValidatingAdmissionPolicy refuses it to others, in every namespace. An administrator who runs
 * rollback turns the record into subjects.
 */
public final class RecordProtectionControl implements Control<AdmissionSnapshot> {

  /** The name of the policy and of its binding. */
  public static final String NAME = "replaced-subjects.securitybaseline.io";

  private static final AdmissionPolicy MANIFEST =
      AdmissionPolicy.beside(RecordProtectionControl.class, "replaced-subjects");

  @Override
  public Verdict evaluate(AdmissionSnapshot snapshot, Baseline baseline) {
    return MANIFEST.verdict(snapshot, baseline, baseline.spec().groupBindings().prevention());
  }
}
