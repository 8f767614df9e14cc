package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.report.policy.ReportKind.OPEN_REPORTS;
import static io.securitybaseline.report.policy.ReportKind.POLICY_REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.report.policy.PolicyReport;
import io.securitybaseline.report.policy.PolicyReport.Place;
import io.securitybaseline.report.policy.ReportContent;
import io.securitybaseline.report.policy.ReportKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportWritesTest {

  private static final Place SHOP = new Place("shop", "uid-shop");
  private static final Place FARM = new Place("farm", "uid-farm");
  private static final Seen SEEN = new Seen("uid-report", "7");

  private final ReportsUnderTest under = new ReportsUnderTest();
  private final RecordingCluster cluster = under.cluster;
  private final FakeReports stored = under.stored;
  private final ReportWrites writes = under.writes;

  @Test
  void aReportThatIsMissingIsCreatedAndNotSentAgainWhileTheCacheIsBehind() {
    assertThat(write(SHOP, report(SHOP))).isEmpty();

    assertThat(cluster.changes())
        .containsExactly(new Change.Create(report(SHOP), "because of a test"));
    assertThat(write(SHOP, report(SHOP))).isEmpty();
    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void aReportThatIsInPlaceIsLeftAlone() {
    stored.with(OPEN_REPORTS, "shop", hash(SHOP), false);

    assertThat(write(SHOP, report(SHOP))).isEmpty();

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void otherContentAndTheEditOfAnotherClientAreReplaced() {
    stored.with(OPEN_REPORTS, "shop", "of yesterday", false);
    stored.with(OPEN_REPORTS, "farm", hash(FARM), true);

    write(SHOP, report(SHOP));
    write(FARM, report(FARM));

    assertThat(cluster.changes())
        .containsExactly(
            new Change.Update(report(SHOP), SEEN, "because of a test"),
            new Change.Update(report(FARM), SEEN, "because of a test"));
  }

  @Test
  void whereThereIsNothingToReportTheReportIsDeleted() {
    stored.with(OPEN_REPORTS, "shop", hash(SHOP), false);
    stored.with(OPEN_REPORTS, null, "of the cluster", false);

    writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");
    writes.write(OPEN_REPORTS, Place.CLUSTER, Optional.empty(), "");
    writes.write(OPEN_REPORTS, FARM, Optional.empty(), "");

    assertThat(cluster.changes())
        .hasSize(2)
        .allSatisfy(change -> {
          assertThat(change).isInstanceOf(Change.Delete.class);
          assertThat(((Change.Delete) change).seen()).isEqualTo(SEEN);
          assertThat(change.because()).isEqualTo("there is nothing to report here any more");
        });
    GenericKubernetesResource deleted =
        (GenericKubernetesResource) cluster.changes().getFirst().object();
    assertThat(deleted.getApiVersion()).isEqualTo("openreports.io/v1alpha1");
    assertThat(deleted.getKind()).isEqualTo("Report");
    assertThat(deleted.getMetadata().getName()).isEqualTo("security-baseline");
    assertThat(deleted.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(cluster.changes().getLast().object().getKind()).isEqualTo("ClusterReport");
  }

  @Test
  void aDeletionThatIsUnderWayIsNotSentAgain() {
    stored.with(OPEN_REPORTS, "shop", hash(SHOP), false);

    writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");
    writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");

    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void aRejectedWriteIsTriedAgainLaterEachTimeAndReported() {
    cluster.answering(_ -> new Outcome.Rejected("no reports here"));

    Duration first = write(SHOP, report(SHOP)).orElseThrow();
    Duration second = write(SHOP, report(SHOP)).orElseThrow();

    assertThat(first).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4800));
    assertThat(second).isBetween(Duration.ofSeconds(8), Duration.ofMillis(9600));
    assertThat(cluster.changes()).hasSize(2);
    assertThat(writes.failing()).isEqualTo(1);
    assertThat(writes.rejection()).contains("no reports here");

    cluster.answering(_ -> new Outcome.Applied());
    assertThat(write(SHOP, report(SHOP))).isEmpty();
    assertThat(writes.failing()).isZero();
    assertThat(writes.rejection()).isEmpty();
  }

  @Test
  void aMissingPermissionIsReportedAsARejectionIs() {
    cluster.answering(_ -> new Outcome.Forbidden("reports is forbidden"));

    assertThat(write(SHOP, report(SHOP)).orElseThrow())
        .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4800));
    assertThat(writes.rejection()).contains("reports is forbidden");
  }

  @Test
  void anOverloadedServerIsNotAskedSoonerThanItSaid() {
    cluster.answering(_ -> new Outcome.Retryable(Duration.ofSeconds(30), "overloaded"));

    assertThat(write(SHOP, report(SHOP)).orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36));
    assertThat(writes.failing()).isEqualTo(1);
    assertThat(writes.rejection()).isEmpty();

    cluster.answering(_ -> new Outcome.Retryable(Duration.ZERO, "overloaded"));
    assertThat(write(SHOP, report(SHOP)).orElseThrow())
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
  }

  @Test
  void aConflictIsTriedAgainSoon() {
    cluster.answering(_ -> new Outcome.Conflict());

    assertThat(write(SHOP, report(SHOP)).orElseThrow())
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
    assertThat(write(SHOP, report(SHOP)).orElseThrow())
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
  }

  @Test
  void aFailureIsOverWhereNothingIsToBeWrittenAnyMore() {
    cluster.answering(_ -> new Outcome.Rejected("no"));
    write(SHOP, report(SHOP));

    writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");

    assertThat(writes.failing()).isZero();
  }

  @Test
  void aDeletionThatIsRejectedAgainAndAgainIsGivenUpAndNamed() {
    stored.with(OPEN_REPORTS, "shop", hash(SHOP), false);
    stored.with(POLICY_REPORT, null, "of the cluster", false);
    cluster.answering(_ -> new Outcome.Rejected("kept by a webhook"));

    for (int i = 1; i < Cleanup.REJECTIONS; i++) {
      writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");
      assertThat(writes.isGivenUp(OPEN_REPORTS, "shop")).isFalse();
    }
    writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");
    writes.write(POLICY_REPORT, Place.CLUSTER, Optional.empty(), "");

    assertThat(writes.isGivenUp(OPEN_REPORTS, "shop")).isTrue();
    assertThat(writes.isGivenUp(POLICY_REPORT, "")).isFalse();
    assertThat(writes.isGivenUp(OPEN_REPORTS, "farm")).isFalse();
    assertThat(writes.leftBehind())
        .containsExactly(
            "the deletion of ClusterPolicyReport is rejected: kept by a webhook",
            "the deletion of Report of shop is rejected: kept by a webhook");
  }

  @Test
  void whatMaySucceedLaterIsNeverGivenUp() {
    stored.with(OPEN_REPORTS, "shop", hash(SHOP), false);
    cluster.answering(_ -> new Outcome.Retryable(Duration.ZERO, "overloaded"));

    for (int i = 0; i < 2 * Cleanup.REJECTIONS; i++) {
      writes.write(OPEN_REPORTS, SHOP, Optional.empty(), "");
    }

    assertThat(writes.isGivenUp(OPEN_REPORTS, "shop")).isFalse();
    assertThat(writes.leftBehind()).isEmpty();
  }

  @Test
  void whatIsGoneIsForgotten() {
    cluster.answering(_ -> new Outcome.Rejected("no"));
    write(SHOP, report(SHOP));
    write(FARM, report(FARM));

    writes.forget("shop");
    assertThat(writes.failing()).isEqualTo(1);

    writes.forget();
    assertThat(writes.failing()).isZero();
  }

  private Optional<Duration> write(Place place, GenericKubernetesResource report) {
    return writes.write(OPEN_REPORTS, place, Optional.of(report), "because of a test");
  }

  private static String hash(Place place) {
    return PolicyReport.hash(report(place));
  }

  private static GenericKubernetesResource report(Place place) {
    return PolicyReport.of(ReportKind.OPEN_REPORTS, place, ReportContent.of(List.of()), "uid-1");
  }
}
