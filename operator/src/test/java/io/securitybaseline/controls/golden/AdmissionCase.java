package io.securitybaseline.controls.golden;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AdmissionSnapshot;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case about an admission policy: {@code in-admission.yaml} says so.
 *
 * @param served whether the API server has the kind
 * @param entra what Azure reports of Entra ID; a case that says nothing has it on
 * @param today the day on which exemptions are evaluated
 * @param rolloutMatchesNothing whether the rollout's selector matches no namespace
 */
public record AdmissionCase(
    boolean served, @Nullable Entra entra, String today, boolean rolloutMatchesNothing) {

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
                Objects.requireNonNullElse(given.entra(), Entra.ON),
                LocalDate.parse(given.today()),
                given.rolloutMatchesNothing()));
  }
}
