package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.NamespacesSpec;
import io.securitybaseline.api.spec.RolloutSpec;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicabilityTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Exemption IN_FORCE = exemption("legacy", "2026-11-23", "shop");
  private static final Exemption EXPIRED = exemption("old", "2026-11-22", "shop");

  @Test
  void namesThatAreLeftAloneWhetherTheyExistOrNot() {
    var exempt = exemption("legacy", "2026-11-23", "payments");
    var globbed = exemption("globs", "2026-11-23", "team-*");
    var spec = spec(List.of(exempt, globbed, EXPIRED), null);

    assertThat(Applicability.untouchedByName(spec, ExemptedControl.INSTANCE_METADATA, TODAY))
        .containsAll(SystemNamespaces.NAMES)
        .contains("payments")
        .doesNotContain("team-*", "shop", "sandbox-*");
    assertThat(Applicability.untouchedByName(spec, ExemptedControl.NODES, TODAY))
        .doesNotContain("payments");
  }

  @ParameterizedTest(name = "{0}, exemption {1}, rollout {2}: {3}")
  @CsvSource({
    "AUDIT, none, everywhere, Audited",
    "AUDIT, none, elsewhere, Audited",
    "AUDIT, expired, everywhere, Audited",
    "AUDIT, inForce, everywhere, Exempt",
    "ENFORCE, none, everywhere, Enforced",
    "ENFORCE, none, here, Enforced",
    "ENFORCE, none, elsewhere, OutsideRollout",
    "ENFORCE, expired, everywhere, Enforced",
    "ENFORCE, expired, elsewhere, OutsideRollout",
    "ENFORCE, inForce, everywhere, Exempt",
    "ENFORCE, inForce, elsewhere, Exempt",
    "OFF, none, everywhere, NotConcerned",
    "OFF, inForce, everywhere, NotConcerned",
    "OFF, expired, elsewhere, NotConcerned",
  })
  void userNamespace(Mode mode, String exemption, String rollout, String expected) {
    Optional<Exemption> expired =
        exemption.equals("expired") ? Optional.of(EXPIRED) : Optional.empty();

    assertThat(of(spec(exemptions(exemption), selector(rollout)), mode, "shop"))
        .isEqualTo(
            switch (expected) {
              case "Audited" -> new Audited(expired);
              case "Enforced" -> new Enforced(expired);
              case "OutsideRollout" -> new OutsideRollout(expired);
              case "Exempt" -> new Exempt(IN_FORCE);
              default -> new NotConcerned();
            });
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void systemAndExcludedNamespacesAreNotEvaluated(Mode mode) {
    var spec = spec(List.of(IN_FORCE, EXPIRED), null);

    assertThat(of(spec, mode, "kube-system")).isEqualTo(new NotConcerned());
    assertThat(of(spec, mode, "sandbox-7")).isEqualTo(new NotConcerned());
  }

  @Test
  void oneExemptionInForceOutweighsExpiredOnes() {
    assertThat(of(spec(List.of(EXPIRED, IN_FORCE), null), Mode.AUDIT, "shop"))
        .isEqualTo(new Exempt(IN_FORCE));
  }

  @Test
  void exemptionsOfOtherControlsAndNamespacesDoNotCount() {
    var nodes =
        new Exemption(
            "n", ExemptedControl.NODES, List.of("shop"), List.of(), "r", "o", "2027-01-01");
    var unknown = new Exemption("u", null, List.of("shop"), List.of(), "r", "o", "2027-01-01");
    var elsewhere = exemption("e", "2027-01-01", "payments");

    assertThat(of(spec(List.of(nodes, unknown, elsewhere), null), Mode.AUDIT, "shop"))
        .isEqualTo(new Audited(Optional.empty()));
  }

  @Test
  void globsExemptAndDatesThatCannotBeReadDoNot() {
    assertThat(of(spec(List.of(exemption("g", "2027-01-01", "sh*")), null), Mode.ENFORCE, "shop"))
        .isInstanceOf(Exempt.class);
    assertThat(of(spec(List.of(exemption("g", "tomorrow", "shop")), null), Mode.ENFORCE, "shop"))
        .isInstanceOf(Enforced.class);
  }

  /** Nothing but a system namespace, an exclusion, an exemption or Off keeps a namespace out. */
  @EverySeed
  void everyUserNamespaceIsEvaluated(long seed) {
    var random = Seeds.random(seed);
    String name = "ns-" + Seeds.text(random, "abc", 3);
    var spec =
        spec(
            List.of(exemption("x", Seeds.oneOf(random, "2026-11-22", "2026-11-23"), "ns-a*")),
            Seeds.oneOf(random, "canary", "other"));
    Mode mode = Seeds.oneOf(random, Mode.AUDIT, Mode.ENFORCE);

    boolean exempt = name.startsWith("ns-a") && spec.exemptions().getFirst().inForceOn(TODAY);
    assertThat(of(spec, mode, name) instanceof Exempt).isEqualTo(exempt);
    assertThat(of(spec, mode, name)).isNotInstanceOf(NotConcerned.class);
  }

  @Test
  void onlyWhatTheRolloutLeavesOutIsRetained() {
    var outside = new OutsideRollout(Optional.of(EXPIRED));

    assertThat(outside.retainedIf(true)).isEqualTo(new Retained(Optional.of(EXPIRED)));
    assertThat(outside.retainedIf(false)).isSameAs(outside);
    for (Applicability other :
        List.of(
            new Enforced(Optional.empty()),
            new Audited(Optional.empty()),
            new Exempt(IN_FORCE),
            new NotConcerned())) {
      assertThat(other.retainedIf(true)).isSameAs(other);
    }
  }

  private static Applicability of(SecurityBaselineSpec spec, Mode mode, String namespace) {
    return Applicability.of(
        spec,
        ExemptedControl.INSTANCE_METADATA,
        mode,
        new Namespaced(namespace, Map.of("baseline", "canary")),
        TODAY);
  }

  private static List<Exemption> exemptions(String which) {
    return switch (which) {
      case "inForce" -> List.of(IN_FORCE);
      case "expired" -> List.of(EXPIRED);
      default -> List.of();
    };
  }

  private static @Nullable String selector(String rollout) {
    return switch (rollout) {
      case "here" -> "canary";
      case "elsewhere" -> "other";
      default -> null;
    };
  }

  private static SecurityBaselineSpec spec(
      List<Exemption> exemptions, @Nullable String rolloutLabel) {
    var defaults = SecurityBaselineSpec.defaults();
    var selector =
        rolloutLabel == null
            ? null
            : new LabelSelectorBuilder().addToMatchLabels("baseline", rolloutLabel).build();
    return new SecurityBaselineSpec(
        defaults.mode(),
        false,
        defaults.deletionPolicy(),
        new NamespacesSpec(List.of("sandbox-*")),
        new RolloutSpec(selector, 0),
        exemptions,
        defaults.instanceMetadata(),
        defaults.groupBindings(),
        defaults.nodes(),
        defaults.cluster(),
        defaults.podSecurity(),
        defaults.leastPrivilege(),
        defaults.reports());
  }

  private static Exemption exemption(String name, String expiresOn, String namespace) {
    return new Exemption(
        name,
        ExemptedControl.INSTANCE_METADATA,
        List.of(namespace),
        List.of(),
        "reason",
        "owner@contoso.com",
        expiresOn);
  }
}
