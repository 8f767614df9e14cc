package io.securitybaseline.controls.golden;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case about an admission policy: {@code in-admission.yaml} describes it.
 *
 * @param served whether the API server has the kind
 * @param entra what Azure reports of Entra ID; a case that says nothing has it on
 * @param today the day on which exemptions are evaluated
 * @param rolloutMatchesNothing whether the rollout's selector matches no namespace
 */
public record AdmissionCase(
    boolean served, @Nullable Entra entra, String today, boolean rolloutMatchesNothing) {

  /**
   * The verdict, where the case is one of this kind.
   *
   * @param policy the name of the admission policy
   */
  public static Optional<Verdict> verdict(
      GoldenCase golden, ControlModule control, Baseline baseline, String policy) {
    return golden
        .one("in-admission.yaml", AdmissionCase.class)
        .map(given ->
            given.input(golden, baseline).verdict(control, new Scope.WholeCluster(), policy));
  }

  private GoldenInput input(GoldenCase golden, Baseline baseline) {
    GoldenInput input =
        new GoldenInput(baseline)
            .now(LocalDate.parse(today).atStartOfDay().toInstant(ZoneOffset.UTC))
            .rolloutMatchesNothing(rolloutMatchesNothing)
            .access(
                new AccessSnapshot(
                    Objects.requireNonNullElse(entra, Entra.ON), false, Set.of(), Set.of(), ""),
                0);
    input
        .resources
        .addAll(golden.all("in-policy.yaml", ValidatingAdmissionPolicy.class))
        .addAll(golden.all("in-policy-binding.yaml", ValidatingAdmissionPolicyBinding.class));
    if (!served) {
      input
          .resources
          .withoutKind(ValidatingAdmissionPolicy.class)
          .withoutKind(ValidatingAdmissionPolicyBinding.class);
    }
    return input;
  }
}
