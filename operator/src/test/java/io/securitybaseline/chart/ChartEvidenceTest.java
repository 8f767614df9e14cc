package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.usage.EvidenceRow;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of evidence among the values of the chart reach the operator as it reads them. */
class ChartEvidenceTest {

  private static final String SUFFIX = "-evidence";

  @Test
  void theExampleOfTheDocumentationBecomesAFile() {
    String page = GeneratedFile.read("docs/controls/instancemetadata.md");
    String values = page.substring(page.indexOf("operator:\n  metadataEvidence:\n"));

    Manifests chart = Chart.render(values.substring(0, values.indexOf("```")));

    JsonNode map =
        chart
            .all("ConfigMap")
            .filter(each -> each.at("/metadata/name").asText().endsWith(SUFFIX))
            .findFirst()
            .orElseThrow();
    assertThat(EvidenceTable.parse(map.at("/data/evidence.yaml").asText()).rows())
        .extracting(EvidenceRow::name)
        .containsExactly("backup agent", "Velero");
    assertThat(chart.only("Deployment").toString())
        .contains("--evidence-file=/etc/security-baseline-evidence/evidence.yaml")
        .contains(map.at("/metadata/name").asText());
  }

  @Test
  void withoutRowsThereIsNoFile() {
    assertThat(Chart.render().only("Deployment").toString()).doesNotContain("evidence");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x, source: s, images: [y]}                     | wayOut
          {name: x, source: s, wayOut: w, imagse: [y]}          | imagse
          {name: x, source: s, wayOut: w, images: ["y:1"]}      | images
          {name: x, source: s, wayOut: w, env: A}               | env
          {name: x, source: s, wayOut: w, unless: {image: [y]}} | image
          """)
  void aMistakeIsRejectedBeforeTheOperatorStarts(String row, String field) {
    assertThatThrownBy(() -> Chart.render("{operator: {metadataEvidence: [" + row + "]}}"))
        .hasMessageContaining(field);
  }
}
