package io.securitybaseline.controls.instancemetadata;

import static io.securitybaseline.report.Samples.DONE;
import static io.securitybaseline.report.Samples.exempt;
import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.failed;
import static io.securitybaseline.report.Samples.report;
import static io.securitybaseline.report.Samples.restricted;
import static io.securitybaseline.report.Samples.tally;
import static io.securitybaseline.report.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.Samples.Group;
import io.securitybaseline.report.TrimLevel;
import io.securitybaseline.report.Unevaluated;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceMetadataReportTest {
  @Test
  void allRestricted() {
    assertThat(report(Mode.ENFORCE, restricted(200)).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofTrue(
                "AllRestricted",
                "access to 169.254.169.254 is blocked in all 200 user namespaces"));
  }

  @Test
  void aMistakeInTheSpecIsInTheMessageAndAmongTheNotes() {
    var mistaken =
        report(
            Mode.ENFORCE,
            List.of(
                Finding.note("SelectorMatchesNothing", "matches none of 200"),
                Finding.note("EngineContradicted", "another engine")),
            restricted(200));

    assertThat(mistaken.condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofTrue(
                "AllRestricted",
                "access to 169.254.169.254 is blocked in all 200 user namespaces; matches none of"
                    + " 200"));
    assertThat(mistaken.notes(TrimLevel.FULL))
        .first()
        .isEqualTo("SelectorMatchesNothing: matches none of 200");
    assertThat(mistaken.mistakes())
        .extracting(Finding::reason)
        .containsExactly("SelectorMatchesNothing");
  }

  @Test
  void exemptNamespacesDoNotSpoilIt() {
    assertThat(report(Mode.ENFORCE, restricted(1998), exempt(2)).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofTrue(
                "AllRestricted",
                "access to 169.254.169.254 is blocked in 1,998 of 2,000 user namespaces; 2"
                    + " exempt"));
  }

  @Test
  void oneExposedIsFalse() {
    assertThat(report(Mode.ENFORCE, restricted(3), exposed(1), unknown(5)).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofFalse(
                "ReopenedByPolicy",
                "access to 169.254.169.254 is blocked in 3 of 9 user namespaces; 1 exposed; 5"
                    + " pending"));
  }

  @Test
  void unknownBeatsTrue() {
    assertThat(report(Mode.ENFORCE, restricted(3), unknown(1)).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.unknown(
                "EngineUnknown",
                "access to 169.254.169.254 is blocked in 3 of 4 user namespaces; 1 pending"));
  }

  @Test
  void pendingWithoutAFindingIsUnknownToo() {
    assertThat(
            report(Mode.ENFORCE, restricted(3), Group.of("new", 1, SubjectState.PENDING))
                .condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.unknown(
                "Pending",
                "access to 169.254.169.254 is blocked in 3 of 4 user namespaces; 1 pending"));
  }

  @Test
  void whatTheCountsDoNotShowIsReported() {
    var expired =
        Group.of(
            "late",
            1,
            SubjectState.COMPLIANT,
            Finding.violation("Expired", "exemption legacy ended on 2026-11-22"));

    assertThat(report(Mode.ENFORCE, restricted(3), expired).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofFalse(
                "Expired",
                "access to 169.254.169.254 is blocked in all 4 user namespaces;"
                    + " late-0: exemption legacy ended on 2026-11-22"));
  }

  @Test
  void auditReportsWhatEnforceWouldDo() {
    var report =
        new InstanceMetadataReport(
            Mode.AUDIT,
            "Cilium",
            tally(exposed(2).planning(2)),
            List.of(),
            1,
            DONE,
            Unevaluated.Kinds.NONE);

    assertThat(report.planned()).isEqualTo(5);
    assertThat(report.condition().message())
        .isEqualTo(
            "access to 169.254.169.254 is blocked in 0 of 2 user namespaces; 2 exposed;"
                + " Enforce would make 5 changes");
  }

  @Test
  void enforceDoesNotSayWhatItWouldDo() {
    assertThat(report(Mode.ENFORCE, exposed(2).planning(2)).condition().message())
        .doesNotContain("would");
  }

  @Test
  void findingsOnTheClusterJoin() {
    var violation = Finding.violation("NotEnforced", "no engine enforces it");
    var doubt = Finding.unknown("EngineUnknown", "no engine was seen");
    var note = Finding.note("ClusterNetworkPolicyServed", "nothing is to be done");

    assertThat(withCluster(doubt, violation).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofFalse(
                "NotEnforced",
                "access to 169.254.169.254 is blocked in all 3 user namespaces;"
                    + " no engine enforces it"));
    assertThat(withCluster(note, doubt).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.unknown(
                "EngineUnknown",
                "access to 169.254.169.254 is blocked in all 3 user namespaces;"
                    + " no engine was seen"));
    assertThat(withCluster(note).condition().status()).isEqualTo("True");
  }

  @Test
  void stalledOnlyWhereNothingWentThroughAnywhere() {
    assertThat(report(Mode.ENFORCE, failed(3)).stalled())
        .contains(
            ConditionValue.ofFalse(
                "Forbidden",
                "every change failed in all of 3 namespaces: the API server refused a change"));
    assertThat(report(Mode.ENFORCE, failed(3), restricted(1)).stalled()).isEmpty();
    assertThat(report(Mode.ENFORCE, exposed(3)).stalled()).isEmpty();
    assertThat(report(Mode.ENFORCE).stalled()).isEmpty();
  }

  @Test
  void everyStateIsCountedInItsTurn() {
    assertThat(
            report(Mode.AUDIT, restricted(1), exposed(2), failed(3), unknown(4), exempt(5))
                .condition()
                .message())
        .isEqualTo(
            "access to 169.254.169.254 is blocked in 1 of 15 user namespaces;"
                + " 2 exposed; 3 failed; 4 pending; 5 exempt");
  }

  @Test
  void whatTheCountsDoNotShowIsReportedBesideExemptNamespacesToo() {
    var expired =
        Group.of("late", 1, SubjectState.COMPLIANT, Finding.violation("Expired", "it ended"));

    assertThat(report(Mode.ENFORCE, restricted(3), expired, exempt(2)).condition().message())
        .endsWith("; 2 exempt; late-0: it ended");
  }

  @Test
  void notesAreFew() {
    Finding note = Finding.note("Note", "again and again");

    assertThat(
            withCluster(Collections.nCopies(30, note).toArray(Finding[]::new))
                .notes(TrimLevel.FULL))
        .hasSize(10);
  }

  @Test
  void noUserNamespaces() {
    assertThat(report(Mode.ENFORCE).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(ConditionValue.ofTrue("AllRestricted", "there is no user namespace"));
  }

  @Test
  void labelsOfStatesAreThoseOfTheStatus() {
    assertThat(SubjectState.values())
        .extracting(InstanceMetadataSection::label)
        .containsExactly("restricted", "exempt", "exposed", "pending", "failed");
  }

  private static InstanceMetadataReport withCluster(Finding... findings) {
    return new InstanceMetadataReport(
        Mode.ENFORCE,
        "None",
        tally(restricted(3)),
        List.of(findings),
        0,
        DONE,
        Unevaluated.Kinds.NONE);
  }
}
