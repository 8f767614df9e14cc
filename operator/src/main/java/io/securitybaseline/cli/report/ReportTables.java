package io.securitybaseline.cli.report;

import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.cli.report.Report.ControlSummary;
import io.securitybaseline.cli.report.Report.ExemptionRow;
import io.securitybaseline.cli.report.Report.NamespaceRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of the page. Their columns can be sorted, by keyboard too. */
final class ReportTables {

  /** How results and severities are sorted. */
  private static final Map<String, String> RANKS =
      Map.of("Violation", "0", "Unknown", "1", "Exempt", "2", "Note", "3", "Met", "4", "None", "5");

  private static final String NOT_EVALUATED = "None";

  private final Report report;
  private final HtmlWriter out;

  ReportTables(Report report, HtmlWriter out) {
    this.report = report;
    this.out = out;
  }

  void write() {
    List<String> controls =
        report.controls().stream().map(ControlSummary::name).filter(this::isInNamespaces).toList();
    table(
        "namespaces",
        "Namespaces by controls",
        Stream.concat(Stream.of("namespace"), controls.stream()).toList(),
        () -> report.namespaces().forEach(row -> namespace(row, controls)));
    table(
        "findings",
        "Findings and what to do",
        List.of("severity", "control", "namespace", "subject", "finding", "what to do", "source"),
        () -> report.findings().forEach(this::finding));
    table(
        "exemptions",
        "Exemptions",
        List.of("exemption", "control", "covers", "until", "reason", "owner"),
        () -> report.exemptions().forEach(this::exemption));
    nodes();
    table(
        "settings",
        "Settings of the cluster",
        List.of("setting", "result", "required", "finding and what to do"),
        () -> report.clusterChecks().forEach(this::check));
  }

  private void nodes() {
    table(
        "pools",
        "Nodes and pools",
        List.of("pool", "system", "nodes", "oldest image", "days", "reboot required", "outdated"),
        () -> report.nodePools().forEach(this::pool));
    table(
        "probes",
        "Probes of the metadata service",
        List.of("pool", "architecture", "result", "message", "policy", "image", "engine", "time"),
        () -> report.probes().forEach(this::probe));
  }

  /** Whether the control evaluates anything in a namespace; nodes and settings are in none. */
  private boolean isInNamespaces(String control) {
    return report.namespaces().stream().anyMatch(row -> row.results().containsKey(control));
  }

  private void table(String id, String title, List<String> columns, HtmlWriter.Content rows) {
    out.text("h2", title);
    out.element(
        "div",
        () -> out.element("table", () -> parts(columns, rows), "id", id, "aria-label", title),
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        title);
  }

  private void parts(List<String> columns, HtmlWriter.Content rows) {
    out.element("thead", () -> out.element("tr", () -> columns.forEach(this::heading)));
    out.element("tbody", rows);
  }

  private void heading(String name) {
    out.element("th", () -> out.text("button", name, "type", "button"), "scope", "col");
  }

  private void namespace(NamespaceRow row, List<String> controls) {
    List<String> results =
        controls.stream().map(name -> row.results().getOrDefault(name, NOT_EVALUATED)).toList();
    out.element(
        "tr",
        () -> {
          out.text("th", row.name(), "scope", "row");
          for (int i = 0; i < results.size(); i++) {
            result(results.get(i), controls.get(i));
          }
        },
        "data-name",
        row.name());
  }

  private void result(String result) {
    result(result, "");
  }

  private void result(String result, String control) {
    String shown = result.equals(NOT_EVALUATED) ? "not evaluated" : result;
    out.element(
        "td",
        () -> out.text("span", shown, "class", "result " + result),
        "data-result",
        result,
        "data-control",
        control,
        "data-sort",
        RANKS.getOrDefault(result, ""));
  }

  private void finding(ReportedFinding finding) {
    out.element(
        "tr",
        () -> {
          result(finding.severity());
          out.text("td", finding.control());
          out.text("td", finding.namespace());
          out.text("td", finding.subject());
          out.element(
              "td", () -> out.text("strong", finding.reason()).text(": " + finding.message()));
          out.text(
              "td",
              finding.fix()
                  + (finding.fixedByEnforce() ? " Enforce fixes it." : "")
                  + (finding.exemptUntil().isEmpty()
                      ? ""
                      : " Exempt until %s.".formatted(finding.exemptUntil())));
          out.element("td", () -> source(finding));
        },
        "data-control",
        finding.control(),
        "data-severity",
        finding.severity());
  }

  private void source(ReportedFinding finding) {
    if (!finding.page().isEmpty()) {
      out.text("a", "AKS page", "href", finding.page(), "rel", "noreferrer noopener");
    }
    String numbers =
        Stream.of(numbers("CIS", finding.cis()), numbers("MCSB", finding.mcsb()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    out.text(numbers.isEmpty() ? "" : ", " + numbers);
  }

  private static String numbers(String benchmark, List<String> numbers) {
    return numbers.isEmpty() ? "" : benchmark + " " + String.join(", ", numbers);
  }

  private void exemption(ExemptionRow row) {
    cells(
        row.name(),
        row.control(),
        String.join(", ", row.covers()),
        row.expiresOn() + (row.ended() ? " (ended)" : ""),
        row.reason(),
        row.owner());
  }

  private void pool(NodePoolStatus pool) {
    cells(
        pool.name(),
        shown(pool.os()),
        Integer.toString(pool.nodes()),
        shown(pool.image()),
        shown(pool.oldestImageDays()),
        shown(pool.rebootRequired()),
        shown(pool.outdatedImages()));
  }

  private void probe(ProbeStatus probe) {
    cells(
        probe.pool(),
        shown(probe.architecture()),
        probe.result(),
        shown(probe.message()),
        shown(probe.policy()),
        shown(probe.nodeImage()),
        shown(probe.engine()),
        shown(probe.time()));
  }

  private void check(ClusterCheck check) {
    String result =
        switch (check.result()) {
          case PASS -> "Met";
          case FAIL -> "Violation";
          case UNKNOWN -> "Unknown";
        };
    out.element(
        "tr",
        () -> {
          out.text("td", check.name());
          result(result);
          out.text("td", check.required() ? "yes" : "no");
          out.text("td", shown(check.message()));
        });
  }

  private void cells(String... texts) {
    out.element("tr", () -> Stream.of(texts).forEach(text -> out.text("td", text)));
  }

  private static String shown(@Nullable Object value) {
    return Objects.toString(value, "");
  }
}
