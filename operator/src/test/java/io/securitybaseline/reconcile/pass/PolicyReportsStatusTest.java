package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.ReportsUnderTest.DELETING;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.NONE;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.OPEN;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.ROLE;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.SHOP;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.found;
import static io.securitybaseline.report.policy.ReportKind.OPEN_REPORTS;
import static io.securitybaseline.report.policy.ReportKind.POLICY_REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.control.Change;
import io.securitybaseline.reconcile.pass.StoredReports.Knowledge;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the status has of policy reports, and their end. */
class PolicyReportsStatusTest {

  private final ReportsUnderTest under = ReportsUnderTest.opened();
  private final RecordingCluster cluster = under.cluster;
  private final FakeReports stored = under.stored;
  private final PolicyReports reports = under.reports;

  @Test
  void theCleanupRemovesTheReportOfTheClusterAndWaitsForTheOthers() {
    stored.with(OPEN_REPORTS, null, "of the cluster", false);
    stored.with(OPEN_REPORTS, "shop", "of shop", false);

    CleanupProgress progress = reports.cleanUp(DELETING);

    assertThat(under.onlyChange()).isInstanceOf(Change.Delete.class);
    assertThat(progress).isEqualTo(new CleanupProgress(false, List.of()));
  }

  @Test
  void theCleanupIsCompleteWhereNothingIsLeftOrNothingCanBeKnown() {
    assertThat(reports.cleanUp(DELETING)).isEqualTo(CleanupProgress.NOTHING_TO_DO);

    stored.knowing(OPEN_REPORTS, Knowledge.FAILED).knowing(POLICY_REPORT, Knowledge.NONE);
    assertThat(reports.cleanUp(DELETING).complete()).isTrue();

    stored.knowing(OPEN_REPORTS, Knowledge.READING);
    assertThat(reports.cleanUp(DELETING).complete()).isFalse();
  }

  @Test
  void theCleanupEndsWithWhatCannotBeRemoved() {
    stored.with(OPEN_REPORTS, null, "of the cluster", false);
    cluster.answering(_ -> new Outcome.Rejected("kept by a webhook"));

    for (int i = 1; i < Cleanup.REJECTIONS; i++) {
      assertThat(reports.cleanUp(DELETING)).isEqualTo(new CleanupProgress(false, List.of()));
    }

    assertThat(reports.cleanUp(DELETING))
        .isEqualTo(
            new CleanupProgress(
                true, List.of("the deletion of ClusterReport is rejected: kept by a webhook")));
  }

  @Test
  void afterTheBaselineWasDeletedNothingIsKnown() {
    reports.over(ROLE, OPEN, found("all"));
    cluster.answering(_ -> new Outcome.Rejected("no"));
    reports.over(SHOP, OPEN, found("web"));
    assertThat(condition(OPEN)).startsWith("False NotWritable");

    reports.forget();

    assertThat(condition(OPEN)).startsWith("Unknown Evaluating");
    reports.open();
    reports.overCluster(OPEN, List.of());
    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void theConditionReportsWhatAUserHasToDo() {
    assertThat(reports.report(NONE.situation()).unscored()).isEmpty();
    assertThat(condition(OPEN))
        .isEqualTo("True Written: the findings are written as Report of openreports.io/v1alpha1");
    cluster.answering(_ -> new Outcome.Forbidden("reports is forbidden"));
    reports.over(SHOP, OPEN, found("web"));
    assertThat(condition(OPEN))
        .isEqualTo("False NotWritable: 1 policy reports cannot be written: reports is forbidden");

    stored.knowing(OPEN_REPORTS, Knowledge.NOT_SERVED);
    assertThat(condition(OPEN))
        .isEqualTo(
            "False DefinitionMissing: the API server does not serve Report of"
                + " openreports.io/v1alpha1: install its CustomResourceDefinitions, or set"
                + " spec.reports to None");
    stored.knowing(OPEN_REPORTS, Knowledge.FAILED);
    assertThat(condition(OPEN))
        .isEqualTo(
            "False NotReadable: the policy reports cannot be read: set the Helm value"
                + " reports.enabled to true: HTTP 403");
    stored.knowing(OPEN_REPORTS, Knowledge.READING);
    assertThat(condition(OPEN))
        .isEqualTo("Unknown Evaluating: the policy reports in the cluster are being read");
  }

  @Test
  void theConditionIsTheOnlyPartOfTheStatus() {
    ReportsReport report = reports.report(OPEN.situation());

    assertThat(report.conditions()).isEmpty();
    assertThat(report.progress().total()).isZero();
    assertThat(report.unscored()).containsOnlyKeys("ReportsWritten");
  }

  private String condition(Revision revision) {
    var value = reports.report(revision.situation()).condition().orElseThrow();
    return "%s %s: %s".formatted(value.status(), value.reason(), value.message());
  }
}
