package io.securitybaseline.report;

import static io.securitybaseline.report.Samples.DONE;
import static io.securitybaseline.report.Samples.exempt;
import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.failed;
import static io.securitybaseline.report.Samples.report;
import static io.securitybaseline.report.Samples.restricted;
import static io.securitybaseline.report.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import io.securitybaseline.report.Samples.Group;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Progress HALFWAY = new Progress("namespaces", 4120, 10_000);

  @Test
  void untilEveryNamespaceWasSeenEverythingIsEvaluating() {
    var status = status(HALFWAY, exposed(5));

    for (String type : List.of("Ready", "Compliant", "InstanceMetadataRestricted")) {
      assertCondition(
          status, type, "Unknown", "Evaluating", "4,120 of 10,000 namespaces evaluated");
    }
    assertCondition(
        status, "Reconciling", "True", "Evaluating", "4,120 of 10,000 namespaces evaluated");
    assertThat(find(status, "Stalled")).isEmpty();
  }

  @Test
  void poorPostureIsReadyAndNotCompliant() {
    var status = status(DONE, restricted(8), exposed(2));

    assertCondition(status, "Ready", "True", "Evaluated", "all 10 namespaces were evaluated");
    String message = "access to 169.254.169.254 is blocked in 8 of 10 user namespaces; 2 exposed";
    assertCondition(status, "Compliant", "False", "ReopenedByPolicy", message);
    assertCondition(status, "InstanceMetadataRestricted", "False", "ReopenedByPolicy", message);
    assertThat(status.conditions()).hasSize(3);
  }

  @Test
  void goodPosture() {
    var status = status(DONE, restricted(9), exempt(1));

    assertThat(find(status, "Ready").orElseThrow().getStatus()).isEqualTo("True");
    assertCondition(
        status, "Compliant", "True", "AllControlsMet", "every enabled control is compliant");
    assertThat(find(status, "InstanceMetadataRestricted").orElseThrow().getStatus())
        .isEqualTo("True");
  }

  @Test
  void doubtIsUnknown() {
    var status = status(DONE, restricted(9), unknown(1));

    assertThat(find(status, "Compliant").orElseThrow().getStatus()).isEqualTo("Unknown");
    assertThat(find(status, "Ready").orElseThrow().getStatus()).isEqualTo("True");
  }

  @Test
  void whereNoChangeSucceedsItIsStalled() {
    var status = status(DONE, failed(10));

    String message = "every change failed in all of 10 namespaces: the API server refused a change";
    assertCondition(status, "Ready", "False", "Forbidden", message);
    assertCondition(status, "Stalled", "True", "Forbidden", message);
    assertThat(find(status, "Reconciling")).isEmpty();
  }

  @Test
  void isNotStalledBeforeEverythingIsEvaluated() {
    assertThat(find(status(HALFWAY, failed(10)), "Stalled")).isEmpty();
  }

  /**
   * As two controls would: what is wrong with either is reported, and the more severe one decides.
   */
  @Test
  void controlsAreJoined() {
    ControlReport doubtful =
        other(DONE, ConditionValue.unknown("NoSignal", "3 nodes report nothing"));
    ControlReport unfinished = other(HALFWAY, ConditionValue.ofFalse("Old", "not evaluated yet"));
    ControlReport bad = report(Mode.ENFORCE, restricted(8), exposed(2));

    var status = StatusReport.of(3, Mode.ENFORCE, List.of(doubtful, bad), List.of(), NOW);
    String found = "access to 169.254.169.254 is blocked in 8 of 10 user namespaces; 2 exposed";
    assertCondition(status, "Compliant", "False", "ReopenedByPolicy", found);
    assertThat(Objects.requireNonNull(status.summary()).message())
        .isEqualTo("3 nodes report nothing; IMDS: 2 of 10 namespaces exposed");

    status = StatusReport.of(3, Mode.ENFORCE, List.of(bad, unfinished), List.of(), NOW);
    String progress = "4,120 of 10,000 namespaces evaluated";
    assertCondition(status, "Ready", "Unknown", "Evaluating", progress);
    assertCondition(status, "Other", "Unknown", "Evaluating", progress);
    assertCondition(status, "Compliant", "False", "ReopenedByPolicy", found);
  }

  private static ControlReport other(Progress progress, ConditionValue standing) {
    return new ControlReport() {
      @Override
      public Progress progress() {
        return progress;
      }

      @Override
      public SequencedMap<String, ConditionValue> conditions() {
        return new LinkedHashMap<>(Map.of("Other", standing));
      }

      @Override
      public void addTo(StatusDraft draft) {
        // Has no section.
      }
    };
  }

  @Test
  void everyControlOff() {
    var status = StatusReport.of(3, Mode.OFF, List.of(new OffReport(DONE)), List.of(), NOW);

    assertCondition(
        status,
        "Compliant",
        "Unknown",
        "NothingEvaluated",
        "every control is off: set spec.mode to Audit");
    assertThat(find(status, "Ready").orElseThrow().getStatus()).isEqualTo("True");
    assertThat(find(status, "InstanceMetadataRestricted")).isEmpty();
    assertThat(status.instanceMetadata()).isNull();
    assertThat(status.summary())
        .isEqualTo(
            new StatusSummary(Mode.OFF, null, null, null, null, null, "every control is off"));
  }

  @Test
  void summaryAndSection() {
    var status = status(DONE, restricted(7), exposed(2).planning(1), exempt(1));

    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.summary())
        .isEqualTo(
            StatusSummary.of(Mode.ENFORCE, "IMDS: 2 of 10 namespaces exposed")
                .withInstanceMetadata("7/10")
                .withNext(
                    "Add 169.254.169.254/32 to ipBlock.except of the policy that the message"
                        + " names."));
    InstanceMetadataStatus section = Objects.requireNonNull(status.instanceMetadata());
    assertThat(section.engine()).isEqualTo("Calico");
    assertThat(section.plannedChanges()).isEqualTo(2);
    assertThat(section.namespaces()).isEqualTo(new NamespaceCounts(10, 7, 1, 2, 0, 0));
    assertThat(section.notes()).containsExactly("Exempt: in 1 namespace");
    assertThat(section.worst())
        .extracting(finding -> finding.namespace() + " " + finding.reason())
        .containsExactly("bad-0 ReopenedByPolicy", "bad-1 ReopenedByPolicy");
  }

  @EverySeed
  void totalIsTheSumOfItsParts(long seed) {
    var section = Objects.requireNonNull(status(DONE, groups(seed)).instanceMetadata());
    NamespaceCounts counts = Objects.requireNonNull(section.namespaces());

    assertThat(counts.total())
        .isEqualTo(
            counts.restricted()
                + counts.exempt()
                + counts.exposed()
                + counts.pending()
                + counts.failed());
  }

  /** False beats Unknown beats True, for the control's condition and for Compliant. */
  @EverySeed
  void gravestWins(long seed) {
    Group[] groups = groups(seed);
    boolean violated = groups[1].count() + groups[3].count() > 0;
    String expected = violated ? "False" : groups[2].count() > 0 ? "Unknown" : "True";

    var status = status(DONE, groups);

    assertThat(find(status, "InstanceMetadataRestricted").orElseThrow().getStatus())
        .isEqualTo(expected);
    assertThat(find(status, "Compliant").orElseThrow().getStatus()).isEqualTo(expected);
  }

  @EverySeed
  void sameFactsMakeTheSameStatusWhateverTheTime(long seed) {
    Group[] groups = groups(seed);
    var first = status(DONE, groups);

    var again =
        StatusReport.of(
            3,
            Mode.ENFORCE,
            List.of(report(Mode.ENFORCE, groups)),
            first.conditions(),
            NOW.plusSeconds(3600));

    assertThat(again).isEqualTo(first);
  }

  private static Group[] groups(long seed) {
    var random = Seeds.random(seed);
    return new Group[] {
      restricted(random.nextInt(4)),
      exposed(random.nextInt(2)),
      unknown(random.nextInt(2)),
      failed(random.nextInt(2)),
      exempt(random.nextInt(3))
    };
  }

  private static SecurityBaselineStatus status(Progress progress, Group... groups) {
    return StatusReport.of(
        3, Mode.ENFORCE, List.of(report(progress, Mode.ENFORCE, groups)), List.of(), NOW);
  }

  private static Optional<Condition> find(SecurityBaselineStatus status, String type) {
    return Conditions.find(status.conditions(), type);
  }

  private static void assertCondition(
      SecurityBaselineStatus status, String type, String value, String reason, String message) {
    Condition condition = find(status, type).orElseThrow();
    assertThat(List.of(condition.getStatus(), condition.getReason(), condition.getMessage()))
        .as(type)
        .containsExactly(value, reason, message);
    assertThat(condition.getObservedGeneration()).isEqualTo(3);
  }
}
