package io.securitybaseline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documents that the command writes. */
class ReportFormatTest {

  private final Report report = SampleCluster.report();

  @Test
  void everyControlHasItsFindingsWithTheirSources() {
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.control()).isEqualTo("GroupBindings");
          assertThat(finding.namespace()).isEqualTo("payments");
          assertThat(finding.subject()).isEqualTo("RoleBinding/on-call");
          assertThat(finding.reason()).isEqualTo("NoGroup");
          assertThat(finding.severity()).isEqualTo("Violation");
          assertThat(finding.cis()).containsExactly("5.5.1");
          assertThat(finding.mcsb()).containsExactly("PA-7");
          assertThat(finding.fix()).isNotEmpty();
          assertThat(finding.page()).startsWith("https://learn.microsoft.com/");
        })
        .anySatisfy(finding -> {
          assertThat(finding.reason()).isEqualTo("Exempt");
          assertThat(finding.severity()).isEqualTo("Note");
          assertThat(finding.exemptUntil()).isEqualTo("2027-03-31");
        })
        .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo("NotRestricted"))
        .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo("RebootRequired"))
        .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo("UnsupportedImage"));
    assertThat(report.findings()).isSortedAccordingTo(ReportedFinding.ORDER);
  }

  @Test
  void theMatrixHasTheResultOfEachControlInEachNamespace() {
    assertThat(report.namespaces())
        .extracting(Report.NamespaceRow::name)
        .containsExactly("billing", "default", "payments", "search", "shop", "team-a", "team-b");
    assertThat(row("billing").results()).containsEntry("InstanceMetadata", "Exempt");
    assertThat(row("search").results())
        .containsEntry("InstanceMetadata", "Met")
        .containsEntry("GroupBindings", "Violation");
    assertThat(row("team-b").results())
        .containsEntry("InstanceMetadata", "Violation")
        .doesNotContainKey("GroupBindings");
  }

  /** Azure is read by the operator alone. */
  @Test
  void theSettingsOfTheClusterAreThoseThatTheOperatorReported() {
    assertThat(report.clusterChecks()).hasSize(3);
    assertThat(report.findings())
        .filteredOn(finding -> finding.control().equals("Cluster"))
        .extracting(ReportedFinding::reason, ReportedFinding::severity)
        .contains(tuple("LocalAccounts", "Violation"), tuple("AzureRbac", "Note"))
        .doesNotContain(tuple("Defender", "Unknown"));
  }

  @Test
  void exemptionsAreSortedByTheirEndAndShowWhetherTheyEnded() {
    assertThat(report.exemptions())
        .extracting(Report.ExemptionRow::name, Report.ExemptionRow::ended)
        .containsExactly(tuple("gpu-driver", true), tuple("legacy-pod-identity", false));
  }

  @Test
  void oneNamespaceLeavesOutWhatIsClusterWide() {
    Report shop = report.in("shop");

    assertThat(shop.findings())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.namespace()).isEqualTo("shop"));
    assertThat(shop.namespaces()).hasSize(1);
    assertThat(shop.nodePools()).isEmpty();
  }

  @Test
  void jsonAndYamlAreTheSameDocument() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.print(report));
    JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(ReportFormat.YAML.print(report));

    assertThat(json.size()).isPositive();
    assertThat(yaml).isEqualTo(json);
    assertThat(json.at("/findings/0/severity").asText()).isEqualTo("Violation");
    assertThat(json.at("/benchmarks/cis").asText()).endsWith("1.8.0");
  }

  @Test
  void theTableFitsATerminalAndEndsWithTheTotals() {
    List<String> lines = ReportFormat.TABLE.print(report).lines().toList();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(lines.getLast()).matches("findings: \\d+ violations, \\d+ unknown, \\d+ notes");
  }

  @Test
  void sarifHasARuleForEachReasonAndAResultForEachFinding() throws IOException {
    JsonNode run = new ObjectMapper().readTree(ReportFormat.SARIF.print(report)).at("/runs/0");
    List<String> rules =
        StreamSupport.stream(run.at("/tool/driver/rules").spliterator(), false)
            .map(rule -> rule.get("id").asText())
            .toList();

    assertThat(rules).isNotEmpty().doesNotHaveDuplicates();
    assertThat(run.get("results")).hasSize(report.findings().size());
    assertThat(run.get("results"))
        .allSatisfy(result -> {
          assertThat(rules.get(result.get("ruleIndex").asInt()))
              .isEqualTo(result.get("ruleId").asText());
          assertThat(result.get("level").asText().equals("none"))
              .as("SARIF 3.27.10: a level other than none only with kind fail")
              .isEqualTo(!result.get("kind").asText().equals("fail"));
          assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
              .matches("cluster/[A-Za-z0-9%/._*-]+\\.yaml");
        });
  }

  /** Whatever a tenant writes, a document stays one, and a terminal shows no control characters. */
  @ParameterizedTest
  @EnumSource
  void hostileNamesStayText(ReportFormat format) {
    String text = format.print(report);

    assertThat(text).doesNotContain("\u202e").contains("onerror");
    if (format == ReportFormat.HTML) {
      assertThat(text).doesNotContain("<img").containsOnlyOnce("</script>");
    }
  }

  private Report.NamespaceRow row(String name) {
    return report.namespaces().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
