package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.facts.AdmissionSnapshot;

/** Reads admission policies that the operator creates. */
public final class Admission {

  private Admission() {}

  /** The policy with the name, together with its binding. */
  public static Subject subject(String name) {
    return new Subject("ValidatingAdmissionPolicy", "", name, "");
  }

  /** The policy and its binding as they are in the cluster; both have the same name. */
  public static AdmissionSnapshot of(String name, EvaluationInput input) {
    ResourceReader resources = input.resources();
    Situation situation = input.situation();
    return new AdmissionSnapshot(
        resources.serves(ValidatingAdmissionPolicy.class),
        resources.find(ValidatingAdmissionPolicy.class, name).orElse(null),
        resources.find(ValidatingAdmissionPolicyBinding.class, name).orElse(null),
        situation.access().entra(),
        situation.today(),
        situation.rolloutMatchesNothing());
  }
}
