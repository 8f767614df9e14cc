package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.ReportsUnderTest.DELETING;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.NONE;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.OPEN;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.ROLE;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.SHOP;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.found;
import static io.securitybaseline.reconcile.pass.ReportsUnderTest.subject;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static io.securitybaseline.report.policy.ReportKind.OPEN_REPORTS;
import static io.securitybaseline.report.policy.ReportKind.POLICY_REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.control.Change;
import io.securitybaseline.reconcile.pass.StoredReports.Knowledge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyReportsTest {

  private final ReportsUnderTest under = ReportsUnderTest.opened();
  private final RecordingCluster cluster = under.cluster;
  private final FakeReports stored = under.stored;
  private final PolicyReports reports = under.reports;

  @Test
  void theReportOfANamespaceHasWhatWasFoundThere() {
    PassResult pass = found("web");

    PassResult result = reports.over(SHOP, OPEN, pass);

    assertThat(result).isEqualTo(pass);
    GenericKubernetesResource report = onlyReport();
    assertThat(report.getKind()).isEqualTo("Report");
    assertThat(report.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(report.getMetadata().getLabels()).containsValue("uid-1");
    assertThat(report.getAdditionalProperties().get("scope"))
        .isEqualTo(
            Map.of("apiVersion", "v1", "kind", "Namespace", "name", "shop", "uid", "uid-shop"));
    assertThat(names(report)).contains("web");
    assertThat(under.onlyChange().because())
        .isEqualTo("reports the findings as spec.reports asks for");
  }

  @Test
  void nothingIsWrittenBeforeEverythingWasEvaluated() {
    reports.forget();
    assertThat(reports.isOpen()).isFalse();

    reports.over(SHOP, OPEN, found("web"));
    assertThat(cluster.changes()).isEmpty();

    reports.open();
    assertThat(reports.isOpen()).isTrue();
    reports.over(SHOP, OPEN, found("web"));
    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void aPassThatDidNotEvaluateAllControlsLeavesTheReportAlone() {
    assertThat(reports.over(SHOP, OPEN, PassResult.INCOMPLETE)).isEqualTo(PassResult.INCOMPLETE);
    assertThat(reports.over(ROLE, OPEN, PassResult.INCOMPLETE)).isEqualTo(PassResult.INCOMPLETE);

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aReportThatTheSpecDoesNotAskForIsRemoved() {
    stored.with(OPEN_REPORTS, "shop", "of yesterday", false);

    reports.over(SHOP, NONE, found("web"));

    assertThat(under.onlyChange()).isInstanceOf(Change.Delete.class);
    assertThat(PolicyReports.areWanted(OPEN.situation())).isTrue();
    assertThat(PolicyReports.areWanted(NONE.situation())).isFalse();
    assertThat(PolicyReports.areWanted(DELETING.situation())).isFalse();
  }

  @Test
  void theOtherKindIsRemovedWhereBothAreKnown() {
    stored.knowing(POLICY_REPORT, Knowledge.KNOWN).with(POLICY_REPORT, "shop", "old", false);

    reports.over(SHOP, OPEN, found("web"));

    assertThat(cluster.changes())
        .extracting(change -> change.getClass().getSimpleName() + " " + change.object().getKind())
        .containsExactly("Create Report", "Delete PolicyReport");
  }

  @Test
  void aKindThatIsNotKnownIsNotWritten() {
    stored.knowing(OPEN_REPORTS, Knowledge.READING);

    reports.over(SHOP, OPEN, found("web"));

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aNamespaceWithoutSubjectsHasNoReport() {
    stored.with(OPEN_REPORTS, "shop", "of yesterday", false);

    reports.over(SHOP, OPEN, PassResult.NOTHING);

    assertThat(under.onlyChange()).isInstanceOf(Change.Delete.class);
  }

  @Test
  void whatIsFoundInASystemNamespaceIsInTheReportOfTheCluster() {
    Namespace system = namespace("kube-system");

    assertThat(reports.over(system, OPEN, found("coredns")).changed()).isTrue();
    assertThat(reports.over(system, OPEN, found("coredns")).changed()).isFalse();
    assertThat(cluster.changes()).isEmpty();

    reports.overCluster(OPEN, List.of(subject("cluster")));

    GenericKubernetesResource report = onlyReport();
    assertThat(report.getKind()).isEqualTo("ClusterReport");
    assertThat(report.getAdditionalProperties()).doesNotContainKey("scope");
    assertThat(names(report)).contains("coredns", "cluster");
  }

  @Test
  void whatIsFoundOnAClusterScopedObjectIsKeptUntilItIsGone() {
    assertThat(reports.over(ROLE, OPEN, found("all")).changed()).isTrue();
    assertThat(reports.over(ROLE, OPEN, found("all")).changed()).isFalse();
    reports.overCluster(OPEN, List.of());
    assertThat(names(onlyReport())).contains("all");

    reports.forget(ROLE);
    stored.with(OPEN_REPORTS, null, "of before", false);
    reports.overCluster(OPEN, List.of());

    assertThat(cluster.changes().getLast()).isInstanceOf(Change.Delete.class);
  }

  @Test
  void nothingIsKeptWhereNoReportsAreWantedOrNothingIsFound() {
    assertThat(reports.over(ROLE, NONE, found("all")).changed()).isFalse();
    reports.over(ROLE, OPEN, found("all"));
    assertThat(reports.over(ROLE, OPEN, PassResult.NOTHING).changed()).isTrue();

    reports.overCluster(OPEN, List.of());

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aWriteThatFailsIsTriedAgainAndChangesTheStatusOnce() {
    cluster.answering(_ -> new Outcome.Rejected("no"));

    PassResult first = reports.over(SHOP, OPEN, found("web"));
    PassResult second = reports.over(SHOP, OPEN, found("web"));

    assertThat(first.changed()).isTrue();
    assertThat(first.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4800));
    assertThat(second.changed()).isFalse();
    assertThat(reports.report(OPEN.situation()).condition().orElseThrow().reason())
        .isEqualTo("NotWritable");
    reports.forget(SHOP);
    assertThat(reports.report(OPEN.situation()).condition().orElseThrow().reason())
        .isEqualTo("Written");
  }

  private GenericKubernetesResource onlyReport() {
    assertThat(under.onlyChange()).isInstanceOf(Change.Create.class);
    return (GenericKubernetesResource) under.onlyChange().object();
  }

  private static String names(GenericKubernetesResource report) {
    return String.valueOf(report.getAdditionalProperties().get("results"));
  }
}
