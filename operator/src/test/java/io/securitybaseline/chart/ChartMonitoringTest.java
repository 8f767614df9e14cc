package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics that exist, and every alert leads to a page. */
class ChartMonitoringTest {
  private static final Pattern METRIC = Pattern.compile("\\bsecuritybaseline_[a-z_]+");

  /** The operator's metrics, as docs and dashboards of users rely on them. */
  private static final Set<String> METRICS =
      Set.of(
          "securitybaseline_namespaces",
          "securitybaseline_condition",
          "securitybaseline_changes_total",
          "securitybaseline_drift_repaired_total",
          "securitybaseline_last_evaluation_timestamp_seconds",
          "securitybaseline_suspended",
          "securitybaseline_watch_stale",
          "securitybaseline_reconcile_errors_total",
          "securitybaseline_azure_last_reading_timestamp_seconds",
          "securitybaseline_nodes_image_outdated",
          "securitybaseline_nodes_image_unknown",
          "securitybaseline_api_requests_total",
          "securitybaseline_build_info");

  @Test
  void alertsSayWhatWhenAndWhereToRead() {
    var page = GeneratedFile.read("docs/alerts.md");

    assertThat(rules("prometheusRule: {enabled: true}"))
        .hasSize(11)
        .allSatisfy(rule -> {
          var name = rule.at("/alert").asText();
          assertThat(rule.at("/for").asText()).isNotEmpty();
          assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
          assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
          assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
          assertThat(rule.at("/annotations/runbook_url").asText())
              .endsWith("/docs/alerts.md#" + name.toLowerCase(Locale.ROOT));
          assertThat(page).contains("\n## " + name + "\n");
        });
  }

  @Test
  void alertsMayBeLeftOutOneByOneAndTheSchemaKnowsThemAll() {
    var names =
        rules("prometheusRule: {enabled: true}").stream()
            .map(rule -> rule.at("/alert").asText())
            .toList();
    var schema = Manifests.tree(GeneratedFile.read(Chart.PATH + "/values.schema.json"));
    var known = schema.at("/properties/prometheusRule/properties/disabled/items/enum");

    assertThat(texts(known)).containsExactlyElementsOf(names);
    for (var name : names) {
      assertThat(rules("prometheusRule: {enabled: true, disabled: [" + name + "]}"))
          .hasSize(names.size() - 1)
          .noneMatch(rule -> rule.at("/alert").asText().equals(name));
    }
  }

  /** While it is suspended the status is meant to be old. */
  @Test
  void ageIsNoAlarmWhileSuspended() {
    assertThat(rules("prometheusRule: {enabled: true}"))
        .extracting(rule -> rule.at("/expr").asText())
        .filteredOn(expression -> expression.contains("time() - "))
        .hasSize(2)
        .allSatisfy(expression ->
            assertThat(expression).endsWith("unless on() max(securitybaseline_suspended) == 1"));
  }

  @Test
  void templatesOfPrometheusSurviveHelm() {
    assertThat(rules("prometheusRule: {enabled: true}").get(1).at("/annotations/summary").asText())
        .isEqualTo("{{ $value }} namespaces do not meet {{ $labels.control }}");
  }

  @Test
  void everyMetricAskedForExists() {
    var asked = new TreeSet<String>();
    METRIC
        .matcher(
            GeneratedFile.read(Chart.PATH + "/files/alerts.yaml")
                + GeneratedFile.read(Chart.PATH + "/files/dashboard.json"))
        .results()
        .map(MatchResult::group)
        .forEach(asked::add);

    assertThat(asked).containsExactlyInAnyOrderElementsOf(METRICS);
  }

  @Test
  void dashboardIsValidJsonBehindTheLabelOfTheSidecar() {
    var map = Chart.render("dashboard: {enabled: true}").only("ConfigMap");
    var dashboard = Manifests.tree(map.at("/data").get("security-baseline.json").asText());

    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(dashboard.at("/uid").asText()).isEqualTo("security-baseline");
    assertThat(dashboard.at("/panels"))
        .isNotEmpty()
        .allSatisfy(panel -> assertThat(panel.at("/description").asText()).isNotEmpty());
    assertThat(dashboard.findValuesAsText("id")).doesNotHaveDuplicates();
  }

  private static List<JsonNode> rules(String values) {
    var rule = Chart.render(values).only("PrometheusRule");
    return StreamSupport.stream(rule.at("/spec/groups/0/rules").spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
