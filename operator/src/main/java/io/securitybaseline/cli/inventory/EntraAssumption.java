package io.securitybaseline.cli.inventory;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether groups match any user, as far as a plan can determine it: it does not read Azure, but the
 * status of the operator may show it. Where that is unknown, the plan assumes it and has a note.
 */
public record EntraAssumption(Entra entra, List<String> notes) {

  private static final String CHECK = "EntraIntegration";

  /**
   * What is known.
   *
   * @param live the baseline of the cluster, if there is one
   */
  public static EntraAssumption of(GroupBindingsSpec spec, Optional<SecurityBaseline> live) {
    if (spec.entraIntegration() == EntraIntegration.ASSUME || spec.groups().isEmpty()) {
      return new EntraAssumption(Entra.ON, List.of());
    }
    return live.stream()
        .flatMap(EntraAssumption::checked)
        .findFirst()
        .map(entra -> new EntraAssumption(entra, List.of()))
        .orElseGet(() ->
            new EntraAssumption(
                Entra.ON,
                List.of(
                    "provided that Azure reports Entra ID is on:"
                        + " spec.groupBindings.entraIntegration is Auto, and until then nothing is"
                        + " replaced")));
  }

  private static Stream<Entra> checked(SecurityBaseline baseline) {
    ClusterStatus cluster = baseline.getStatus() == null ? null : baseline.getStatus().cluster();
    return cluster == null
        ? Stream.empty()
        : cluster.checks().stream()
            .filter(check -> check.name().equals(CHECK))
            .filter(check -> check.result() != CheckResult.UNKNOWN)
            .map(check -> check.result() == CheckResult.PASS ? Entra.ON : Entra.OFF);
  }
}
