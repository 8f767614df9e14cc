package io.securitybaseline.chart;

import static io.securitybaseline.testing.Chart.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.ArgoApplication;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.report.policy.ReportKind;
import io.securitybaseline.testing.Chart;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The rights on what other projects define: their definitions, and policy reports. */
class ReportRightsTest {

  @Test
  void definitionsAreReadByNameOnly() {
    assertThat(rules(""))
        .filteredOn(rule -> texts(rule, "resources").contains("customresourcedefinitions"))
        .singleElement()
        .satisfies(rule ->
            assertThat(texts(rule, "resourceNames"))
                .containsExactlyElementsOf(
                    Stream.concat(
                            ClusterObservation.CRDS.stream(),
                            Stream.concat(
                                Stream.of(ArgoApplication.DEFINITION),
                                Stream.of(ReportKind.values()).map(ReportKind::definition)))
                        .toList()));
  }

  @Test
  void reportsAreReadAndWrittenOnlyWhereTheChartAllowsIt() {
    var groups = Stream.of(ReportKind.values()).map(ReportKind::group).toList();

    assertThat(rules(""))
        .noneMatch(rule -> !Collections.disjoint(texts(rule, "apiGroups"), groups));
    assertThat(rules("reports: {enabled: true}"))
        .filteredOn(rule -> !Collections.disjoint(texts(rule, "apiGroups"), groups))
        .hasSize(4)
        .allSatisfy(rule -> {
          if (texts(rule, "verbs").contains("patch")) {
            assertThat(texts(rule, "resourceNames")).containsExactly(ReportKind.NAME);
          }
        });
  }

  private static List<JsonNode> rules(String values) {
    return Chart.render(values)
        .all("ClusterRole")
        .flatMap(role -> StreamSupport.stream(role.at("/rules").spliterator(), false))
        .toList();
  }
}
