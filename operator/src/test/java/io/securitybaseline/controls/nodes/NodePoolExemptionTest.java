package io.securitybaseline.controls.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Exempt;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePoolExemptionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @ParameterizedTest
  @CsvSource({
    "karpenter/batch, karpenter/batch, true",
    "karpenter/*, karpenter/batch, true",
    "karpenter/*, batch, false",
    "(none), (none), true",
    "(virtual), (virtual), true",
    "(virtual), (none), false",
  })
  void coversAPoolByTheNameThatTheStatusShows(String exempt, String pool, boolean covered) {
    var exemption =
        new Exemption(
            "pools",
            ExemptedControl.NODES,
            List.of(),
            List.of(exempt),
            "reason",
            "owner@contoso.com",
            "2026-11-23");

    assertThat(NodesModule.applicability(spec(exemption), Mode.AUDIT, pool, TODAY))
        .isEqualTo(covered ? new Exempt(exemption, "pool") : new Audited(Optional.empty()));
  }

  private static SecurityBaselineSpec spec(Exemption exemption) {
    var defaults = SecurityBaselineSpec.defaults();
    return new SecurityBaselineSpec(
        defaults.mode(),
        false,
        defaults.deletionPolicy(),
        defaults.namespaces(),
        defaults.rollout(),
        List.of(exemption),
        defaults.instanceMetadata(),
        defaults.groupBindings(),
        defaults.nodes(),
        defaults.cluster(),
        defaults.podSecurity(),
        defaults.leastPrivilege(),
        defaults.reports());
  }
}
