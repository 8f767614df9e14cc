package io.securitybaseline.report;

import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names and values that a scrape shows: dashboards and alerts are built on them. */
class MetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Metrics metrics = new Metrics(registry, "1.2.3");

  @Test
  void buildInfoIsThereFromTheStart() {
    assertThat(samples()).contains("securitybaseline_build_info{version=\"1.2.3\"} 1");
  }

  @Test
  void timeOfTheLastEvaluationIsZeroUntilThereWasOne() {
    assertThat(samples()).contains("securitybaseline_last_evaluation_timestamp_seconds 0.0");

    metrics.evaluated(Instant.ofEpochSecond(1_700_000_000));

    assertThat(samples()).contains("securitybaseline_last_evaluation_timestamp_seconds 1.7E9");
  }

  @Test
  void everyEvaluationCounts() {
    assertThat(samples()).contains("securitybaseline_evaluations_total 0.0");
    metrics.workedOut();
    metrics.workedOut();
    assertThat(samples()).contains("securitybaseline_evaluations_total 2.0");
  }

  @Test
  void brokenWatchesAndFailedPassesAreShownWhateverBecomesOfTheBaseline() {
    metrics.watches().observed(List.of("Pod", "Node"), Set.of("Pod"));
    metrics.reconcileFailed("namespace");
    metrics.forget();

    assertThat(samples())
        .contains(
            "securitybaseline_watch_stale{kind=\"Pod\"} 1.0",
            "securitybaseline_watch_stale{kind=\"Node\"} 0.0",
            "securitybaseline_reconcile_errors_total{reconciler=\"namespace\"} 1.0");

    metrics.watches().observed(List.of("Pod", "Node"), Set.of());
    assertThat(samples()).contains("securitybaseline_watch_stale{kind=\"Pod\"} 0.0");
  }

  @Test
  void aBaselineThatIsNeverEvaluatedLooksOlderAndOlder() {
    metrics.awaited(Instant.ofEpochSecond(1_600_000_000));
    metrics.awaited(Instant.ofEpochSecond(1_650_000_000));
    assertThat(samples()).contains("securitybaseline_last_evaluation_timestamp_seconds 1.6E9");

    metrics.evaluated(Instant.ofEpochSecond(1_700_000_000));
    metrics.awaited(Instant.ofEpochSecond(1_750_000_000));
    assertThat(samples()).contains("securitybaseline_last_evaluation_timestamp_seconds 1.7E9");
  }

  @Test
  void ofABaselineThatIsGoneNothingIsSaid() {
    metrics.namespaces(InstanceMetadataModule.ID, Samples.rollUp(exposed(3)));
    metrics.conditions(List.of(condition("Ready", "False")));
    metrics.suspended(true);
    metrics.evaluated(Instant.ofEpochSecond(1_700_000_000));
    metrics.driftRepaired(InstanceMetadataModule.ID);

    metrics.forget();

    assertThat(conditionsThatAreOne()).isEmpty();
    assertThat(samples())
        .contains(
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"exposed\"} 0.0",
            "securitybaseline_suspended 0.0",
            "securitybaseline_last_evaluation_timestamp_seconds 0.0",
            "securitybaseline_drift_repaired_total{control=\"InstanceMetadata\"} 1.0");
  }

  @Test
  void azureIsNotMentionedBeforeItIsRead() {
    metrics.azureNotRead();
    assertThat(samples()).noneMatch(sample -> sample.contains("azure"));

    metrics.azureTried(Instant.ofEpochSecond(1_600_000_000));
    metrics.azureTried(Instant.ofEpochSecond(1_650_000_000));
    assertThat(samples()).contains("securitybaseline_azure_last_reading_timestamp_seconds 1.6E9");

    metrics.azureRequested(200);
    metrics.azureRequested(429);
    metrics.azureRead(Instant.ofEpochSecond(1_700_000_000));
    assertThat(samples())
        .contains(
            "securitybaseline_azure_requests_total{code=\"200\"} 1.0",
            "securitybaseline_azure_requests_total{code=\"429\"} 1.0",
            "securitybaseline_azure_last_reading_timestamp_seconds 1.7E9");

    metrics.azureTried(Instant.ofEpochSecond(1_750_000_000));
    assertThat(samples()).contains("securitybaseline_azure_last_reading_timestamp_seconds 1.7E9");

    metrics.azureNotRead();
    assertThat(samples()).contains("securitybaseline_azure_last_reading_timestamp_seconds 0.0");
  }

  @Test
  void namespacesByState() {
    metrics.namespaces(InstanceMetadataModule.ID, Samples.rollUp(restricted(5), exposed(2)));
    assertThat(samples())
        .contains(
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"restricted\"} 5.0",
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"exposed\"} 2.0",
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"exempt\"} 0.0",
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"pending\"} 0.0",
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"failed\"} 0.0");

    metrics.namespaces(InstanceMetadataModule.ID, Samples.rollUp(restricted(7)));
    assertThat(samples())
        .contains(
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"restricted\"} 7.0",
            "securitybaseline_namespaces{control=\"InstanceMetadata\",state=\"exposed\"} 0.0");
  }

  @Test
  void eachConditionHasExactlyOneStatus() {
    metrics.conditions(List.of(condition("Ready", "Unknown"), condition("Reconciling", "True")));
    assertThat(conditionsThatAreOne())
        .containsExactlyInAnyOrder("Ready Unknown", "Reconciling True");

    metrics.conditions(List.of(condition("Ready", "True")));
    assertThat(conditionsThatAreOne()).containsExactly("Ready True");
    assertThat(samples())
        .contains("securitybaseline_condition{status=\"True\",type=\"Reconciling\"} 0.0");
  }

  @Test
  void changesByOutcome() {
    Change change = new Change.Create(new ConfigMap(), "");
    metrics.applied(InstanceMetadataModule.ID, change, new Outcome.Applied());
    metrics.applied(InstanceMetadataModule.ID, change, new Outcome.Applied());
    metrics.applied(InstanceMetadataModule.ID, change, new Outcome.Forbidden("no"));

    assertThat(samples())
        .contains(
            "securitybaseline_changes_total{control=\"InstanceMetadata\",outcome=\"done\"} 2.0",
            "securitybaseline_changes_total{control=\"InstanceMetadata\",outcome=\"forbidden\"}"
                + " 1.0");
  }

  @Test
  void driftAndRequests() {
    metrics.driftRepaired(InstanceMetadataModule.ID);
    metrics.requested("PATCH", 200);
    metrics.requested("GET", 0);

    assertThat(samples())
        .contains(
            "securitybaseline_drift_repaired_total{control=\"InstanceMetadata\"} 1.0",
            "securitybaseline_api_requests_total{code=\"200\",verb=\"PATCH\"} 1.0",
            "securitybaseline_api_requests_total{code=\"0\",verb=\"GET\"} 1.0");
  }

  @Test
  void suspension() {
    metrics.suspended(true);
    assertThat(samples()).contains("securitybaseline_suspended 1.0");

    metrics.suspended(false);
    assertThat(samples()).contains("securitybaseline_suspended 0.0");
  }

  private List<String> conditionsThatAreOne() {
    return samples().stream()
        .filter(line -> line.startsWith("securitybaseline_condition") && line.endsWith(" 1.0"))
        .map(line -> line.replaceAll(".*status=\"(\\w+)\",type=\"(\\w+)\".*", "$2 $1"))
        .toList();
  }

  private List<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static Condition condition(String type, String status) {
    return new ConditionBuilder().withType(type).withStatus(status).build();
  }
}
