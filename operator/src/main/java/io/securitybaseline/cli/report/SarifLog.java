package io.securitybaseline.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.securitybaseline.control.Ownership;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as SARIF 2.1.0 (OASIS), which code scanning services read. */
@JsonInclude(Include.NON_EMPTY)
record SarifLog(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  SarifLog {
    runs = List.copyOf(runs);
  }

  static SarifLog of(Report report) {
    Map<String, Integer> index = new LinkedHashMap<>();
    List<Rule> rules = new ArrayList<>();
    for (ReportedFinding finding : report.findings()) {
      if (index.putIfAbsent(ruleId(finding), rules.size()) == null) {
        rules.add(rule(finding));
      }
    }
    Driver driver =
        new Driver(
            Ownership.MANAGER, report.version(), "https://securitybaseline.io", List.copyOf(rules));
    return new SarifLog(
        SCHEMA,
        "2.1.0",
        List.of(
            new Run(
                new Tool(driver),
                "utf16CodeUnits",
                report.findings().stream()
                    .map(each -> result(each, index.getOrDefault(ruleId(each), -1)))
                    .toList())));
  }

  private static String ruleId(ReportedFinding finding) {
    return finding.control() + "/" + finding.reason();
  }

  private static Rule rule(ReportedFinding finding) {
    String help = finding.fix().isEmpty() ? "See the message of the result." : finding.fix();
    List<String> tags =
        Stream.of(
                Stream.of("security", "kubernetes"),
                finding.cis().stream().map(number -> "CIS AKS " + number),
                finding.mcsb().stream().map(number -> "MCSB " + number))
            .flatMap(each -> each)
            .toList();
    return new Rule(
        ruleId(finding),
        finding.reason(),
        new Text(finding.control() + ": " + finding.reason()),
        new Text(help),
        finding.page(),
        Map.of("tags", tags));
  }

  private static Result result(ReportedFinding finding, int rule) {
    String place = place(finding);
    return new Result(
        ruleId(finding),
        rule,
        level(finding),
        finding.severity().equals(ReportedFinding.VIOLATION) ? "fail" : kind(finding),
        new Text(finding.message()),
        List.of(
            new Location(
                new PhysicalLocation(new ArtifactLocation(uri(finding))),
                List.of(new LogicalLocation(place, "resource")))),
        Map.of("finding/v1", ruleId(finding) + " " + place),
        properties(finding));
  }

  /** SARIF takes a level other than none only where a result is a failure. */
  private static String level(ReportedFinding finding) {
    return finding.severity().equals(ReportedFinding.VIOLATION) ? "error" : "none";
  }

  private static String kind(ReportedFinding finding) {
    return finding.severity().equals(ReportedFinding.UNKNOWN) ? "open" : "informational";
  }

  private static String place(ReportedFinding finding) {
    return Stream.of(finding.namespace(), finding.kind(), finding.name())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }

  /** Services show and group results by file, so that each object stands for one. */
  private static String uri(ReportedFinding finding) {
    return Stream.of(place(finding).split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/", "cluster/", ".yaml"));
  }

  private static Map<String, Object> properties(ReportedFinding finding) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("severity", finding.severity());
    properties.put("fixedByEnforce", finding.fixedByEnforce());
    if (!finding.exemptUntil().isEmpty()) {
      properties.put("exemptUntil", finding.exemptUntil());
    }
    return properties;
  }

  @JsonInclude(Include.NON_EMPTY)
  record Run(Tool tool, String columnKind, @JsonInclude(Include.ALWAYS) List<Result> results) {

    Run {
      results = List.copyOf(results);
    }
  }

  record Tool(Driver driver) {}

  record Driver(String name, String version, String informationUri, List<Rule> rules) {

    Driver {
      rules = List.copyOf(rules);
    }
  }

  @JsonInclude(Include.NON_EMPTY)
  record Rule(
      String id,
      String name,
      Text shortDescription,
      Text help,
      String helpUri,
      Map<String, List<String>> properties) {}

  @JsonInclude(Include.NON_EMPTY)
  record Result(
      String ruleId,
      int ruleIndex,
      String level,
      String kind,
      Text message,
      List<Location> locations,
      Map<String, String> partialFingerprints,
      Map<String, Object> properties) {

    Result {
      locations = List.copyOf(locations);
    }
  }

  record Text(String text) {}

  record Location(PhysicalLocation physicalLocation, List<LogicalLocation> logicalLocations) {

    Location {
      logicalLocations = List.copyOf(logicalLocations);
    }
  }

  record PhysicalLocation(ArtifactLocation artifactLocation) {}

  record ArtifactLocation(String uri) {}

  record LogicalLocation(String fullyQualifiedName, String kind) {}
}
