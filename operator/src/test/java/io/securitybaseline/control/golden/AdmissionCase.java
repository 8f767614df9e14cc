package io.securitybaseline.control.golden;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.observe.AdmissionSnapshot;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A case about an admission policy: {@code in-admission.yaml} says so.
 *
 * @param served whether the API server has the kind
 * @param today the day on which exemptions are judged
 */
public record AdmissionCase(boolean served, String today) {

  /** What the control is given, where the case is one of this kind. */
  public static Optional<AdmissionSnapshot> of(GoldenCase golden) {
    return golden
        .one("in-admission.yaml", AdmissionCase.class)
        .map(given ->
            new AdmissionSnapshot(
                given.served(),
                golden.one("in-policy.yaml", ValidatingAdmissionPolicy.class).orElse(null),
                golden
                    .one("in-policy-binding.yaml", ValidatingAdmissionPolicyBinding.class)
                    .orElse(null),
                LocalDate.parse(given.today())));
  }
}
