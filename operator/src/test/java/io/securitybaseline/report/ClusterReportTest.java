package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.controls.cluster.Posture;
import io.securitybaseline.controls.cluster.Posture.Basis;
import io.securitybaseline.controls.cluster.Posture.Caveat;
import io.securitybaseline.controls.cluster.Posture.Checked;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the checks of the cluster's settings add up to in the status. */
class ClusterReportTest {

  private static final Caveat OLD = new Caveat("AzureThrottled", "as of noon");
  private static final Checked DEFENDER = check("Defender", true, CheckResult.PASS);
  private static final Checked ENTRA = check("EntraIntegration", true, CheckResult.PASS);
  private static final Checked VERSION =
      check("SupportedKubernetesVersion", true, CheckResult.PASS);

  @Test
  void everythingRequiredIsMetWhateverElseFails() {
    ClusterReport report = read(DEFENDER, VERSION, check("NodeImages", false, CheckResult.FAIL));

    assertThat(hardened(report))
        .isEqualTo(
            ConditionValue.isTrue(
                "RequirementsMet", "every requirement on the cluster is met: 1 of them"));
    assertThat(supported(report))
        .isEqualTo(
            ConditionValue.isTrue("VersionSupported", "message of SupportedKubernetesVersion"));
  }

  @Test
  void whatFailsIsNamedAndBeatsWhatIsUnknown() {
    ClusterReport report =
        read(
            check("Defender", true, CheckResult.FAIL),
            check("LocalAccounts", true, CheckResult.UNKNOWN),
            ENTRA);

    assertThat(hardened(report))
        .isEqualTo(
            ConditionValue.isFalse(
                "RequirementsNotMet",
                "1 of 3 requirements on the cluster are not met: Defender: message of Defender"));
  }

  /** However long the commands are, and whatever of them is cut off. */
  @Test
  void whatFailsIsNamedBeforeAnyOfItIsExplained() {
    ClusterReport report =
        read(
            check("Defender", true, CheckResult.FAIL),
            check("LocalAccounts", true, CheckResult.FAIL));

    assertThat(hardened(report).message())
        .isEqualTo(
            "2 of 2 requirements on the cluster are not met: Defender, LocalAccounts (Defender:"
                + " message of Defender; LocalAccounts: message of LocalAccounts)");
  }

  @Test
  void whatIsUnknownSaysWhy() {
    ClusterReport report = read(DEFENDER, check("LocalAccounts", true, CheckResult.UNKNOWN));

    assertThat(hardened(report))
        .isEqualTo(
            ConditionValue.unknown(
                "reason of LocalAccounts", "LocalAccounts: message of LocalAccounts"));
  }

  @Test
  void versionHasItsOwnCondition() {
    ClusterReport failing =
        read(DEFENDER, check("SupportedKubernetesVersion", true, CheckResult.FAIL));
    ClusterReport unknown =
        read(DEFENDER, check("SupportedKubernetesVersion", true, CheckResult.UNKNOWN));

    assertThat(hardened(failing).status()).isEqualTo("True");
    assertThat(supported(failing).status()).isEqualTo("False");
    assertThat(supported(failing).reason()).isEqualTo("VersionNotSupported");
    assertThat(supported(unknown))
        .isEqualTo(
            ConditionValue.unknown(
                "reason of SupportedKubernetesVersion",
                "SupportedKubernetesVersion: message of SupportedKubernetesVersion"));
  }

  @Test
  void versionThatIsNotRequiredHasNone() {
    ClusterReport report =
        read(DEFENDER, check("SupportedKubernetesVersion", false, CheckResult.FAIL));

    assertThat(report.standings()).containsOnlyKeys("ClusterHardened");
  }

  @Test
  void oldReadingCastsItsDoubtOnEverythingThatIsSaid() {
    ClusterReport report =
        new ClusterReport(
            new Posture(
                Basis.READING,
                Optional.of("1.36.3"),
                Optional.of(OLD),
                List.of(DEFENDER, VERSION)));

    assertThat(hardened(report).status()).isEqualTo("True");
    assertThat(hardened(report).message()).endsWith("; as of noon");
    assertThat(supported(report).message()).endsWith("; as of noon");
    assertThat(section(report).reachable()).isFalse();
    assertThat(section(report).kubernetesVersion()).isEqualTo("1.36.3");
  }

  @Test
  void nothingKnownIsSaidOnceAndNotByEachCheck() {
    ClusterReport report = without(Basis.NOTHING);

    assertThat(hardened(report)).isEqualTo(ConditionValue.unknown("AzureThrottled", "as of noon"));
    assertThat(supported(report).message()).isEqualTo("as of noon");
    assertThat(section(report).reachable()).isFalse();
    assertThat(section(report).checks()).extracting(ClusterCheck::message).containsOnlyNulls();
    assertThat(report.progress().complete()).isTrue();
  }

  @Test
  void notConfiguredIsNeitherReachableNorNot() {
    assertThat(section(without(Basis.NOT_CONFIGURED)).reachable()).isNull();
    assertThat(without(Basis.NOT_CONFIGURED).progress().complete()).isTrue();
  }

  @Test
  void awaitedReadingIsStillBeingEvaluated() {
    assertThat(without(Basis.AWAITED).progress().complete()).isFalse();
    assertThat(section(without(Basis.AWAITED)).reachable()).isNull();
  }

  private static ClusterReport read(Checked... checks) {
    return new ClusterReport(
        new Posture(Basis.READING, Optional.empty(), Optional.empty(), List.of(checks)));
  }

  private static ClusterReport without(Basis basis) {
    return new ClusterReport(
        new Posture(
            basis,
            Optional.empty(),
            Optional.of(OLD),
            List.of(
                check("Defender", true, CheckResult.UNKNOWN),
                check("SupportedKubernetesVersion", true, CheckResult.UNKNOWN))));
  }

  private static Checked check(String name, boolean required, CheckResult result) {
    return new Checked(name, required, result, "reason of " + name, "message of " + name);
  }

  private static ConditionValue hardened(ClusterReport report) {
    return Objects.requireNonNull(report.standings().get("ClusterHardened"));
  }

  private static ConditionValue supported(ClusterReport report) {
    return Objects.requireNonNull(report.standings().get("KubernetesVersionSupported"));
  }

  private static ClusterStatus section(ClusterReport report) {
    return Objects.requireNonNull(
        StatusReport.of(1, Mode.AUDIT, List.of(report), List.of(), Instant.EPOCH).cluster());
  }
}
