package io.securitybaseline.report;

import static io.securitybaseline.report.Samples.DONE;
import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.report;
import static io.securitybaseline.report.Samples.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.report.Samples.Group;
import io.securitybaseline.report.UncertainReport.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a status claims while facts cannot be verified. */
class UncertainReportTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final String CONTROL = "InstanceMetadataRestricted";
  private static final ConditionValue STALE =
      ConditionValue.unknown("CacheStale", "Pod not watched since then, HTTP 403: forbidden");

  @Test
  void nothingIsClaimedOfWhatIsNotWatched() {
    for (Group group : List.of(restricted(10), exposed(10))) {
      SecurityBaselineStatus status = status(Scope.EVERYTHING, DONE, group);

      for (String type : List.of("Ready", "Compliant", CONTROL)) {
        assertUnknown(status, type);
      }
      assertThat(condition(status, "Reconciling").getReason()).isEqualTo("CacheStale");
      var section = Objects.requireNonNull(status.instanceMetadata());
      assertThat(Objects.requireNonNull(section.namespaces()).total())
          .as("last known")
          .isEqualTo(10);
      assertThat(Objects.requireNonNull(status.summary()).message())
          .isEqualTo("Pod not watched since then, HTTP 403");
    }
  }

  @Test
  void whatIsUnknownIsReportedBeforeTheProgressOfTheFirstEvaluation() {
    var status = status(Scope.EVERYTHING, new Progress("namespaces", 3, 10), restricted(3));

    assertUnknown(status, "Ready");
    assertUnknown(status, CONTROL);
  }

  @Test
  void violationThatWasFoundElsewhereIsStillOne() {
    var status = status(Scope.CLAIMS, DONE, exposed(10));

    assertUnknown(status, "Ready");
    assertThat(condition(status, CONTROL).getStatus()).isEqualTo("False");
    assertThat(condition(status, "Compliant").getStatus()).isEqualTo("False");
    assertUnknown(status(Scope.CLAIMS, DONE, restricted(10)), CONTROL);
    assertUnknown(status(Scope.CLAIMS, new Progress("namespaces", 3, 10), exposed(3)), CONTROL);
  }

  @Test
  void noEvaluationIsCompleteMeanwhile() {
    ControlReport certain = report(DONE, Mode.AUDIT, restricted(10));

    assertThat(StatusReport.isComplete(List.of(certain))).isTrue();
    assertThat(
            StatusReport.isComplete(
                List.of(certain, new UncertainReport(certain, STALE, Scope.CLAIMS))))
        .isFalse();
  }

  @Test
  void evaluationThatFailsAsAWholeKeepsResultsAndClaimsNothing() {
    ConditionValue failed =
        ConditionValue.unknown("ReconcileFailed", "NullPointerException: its log has it");
    var good =
        StatusReport.of(
            3, Mode.AUDIT, List.of(report(DONE, Mode.AUDIT, restricted(10))), List.of(), NOW);
    var bad =
        StatusReport.of(
            3, Mode.AUDIT, List.of(report(DONE, Mode.AUDIT, exposed(10))), List.of(), NOW);

    var afterGood = FailedStatus.of(good, failed, 4, Mode.ENFORCE, NOW);
    var afterBad = FailedStatus.of(bad, failed, 4, Mode.ENFORCE, NOW);

    assertThat(condition(afterGood, "Ready").getReason()).isEqualTo("ReconcileFailed");
    assertThat(condition(afterGood, "Ready").getObservedGeneration()).isEqualTo(4);
    assertThat(condition(afterGood, CONTROL).getStatus()).isEqualTo("Unknown");
    assertThat(condition(afterBad, CONTROL).getStatus()).isEqualTo("False");
    assertThat(condition(afterGood, "Reconciling").getStatus()).isEqualTo("True");
    assertThat(afterGood.observedGeneration()).isEqualTo(4);
    assertThat(afterGood.instanceMetadata()).isEqualTo(good.instanceMetadata());
    assertThat(FailedStatus.of(afterGood, failed, 4, Mode.ENFORCE, NOW.plusSeconds(9)))
        .as("nothing to write while nothing changed")
        .isEqualTo(afterGood);
  }

  @Test
  void evaluationThatHasNeverSucceededIsReportedToo() {
    ConditionValue failed = ConditionValue.unknown("ReconcileFailed", "NullPointerException");

    var status = FailedStatus.of(null, failed, 1, Mode.AUDIT, NOW);

    assertThat(condition(status, "Ready").getReason()).isEqualTo("ReconcileFailed");
    assertThat(condition(status, "Compliant").getStatus()).isEqualTo("Unknown");
    assertThat(Objects.requireNonNull(status.summary()).message())
        .isEqualTo("NullPointerException");
  }

  private static SecurityBaselineStatus status(Scope scope, Progress progress, Group... groups) {
    ControlReport uncertain =
        new UncertainReport(report(progress, Mode.AUDIT, groups), STALE, scope);
    return StatusReport.of(3, Mode.AUDIT, List.of(uncertain), List.of(), NOW);
  }

  private static void assertUnknown(SecurityBaselineStatus status, String type) {
    assertThat(condition(status, type))
        .satisfies(condition -> {
          assertThat(condition.getStatus()).isEqualTo("Unknown");
          assertThat(condition.getReason()).isEqualTo("CacheStale");
          assertThat(condition.getMessage()).isEqualTo(STALE.message());
        });
  }

  private static Condition condition(SecurityBaselineStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
