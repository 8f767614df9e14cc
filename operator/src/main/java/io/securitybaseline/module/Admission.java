package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Control;
import io.securitybaseline.facts.AdmissionSnapshot;

/** Evaluates admission policies that the operator creates. */
public final class Admission {

  private Admission() {}

  /**
   * Evaluates the policy with the name, together with its binding.
   *
   * @param mode the mode in effect on the control that the policy belongs to
   */
  public static Evaluation evaluate(
      String name, Control<AdmissionSnapshot> control, EvaluationInput input, Mode mode) {
    Situation situation = input.situation();
    return Evaluation.of(
        new Subject("ValidatingAdmissionPolicy", "", name, ""),
        situation.ofCluster(mode),
        () -> control.evaluate(of(name, input), situation.baseline()));
  }

  /** The policy and its binding as they are in the cluster; both have the same name. */
  private static AdmissionSnapshot of(String name, EvaluationInput input) {
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
