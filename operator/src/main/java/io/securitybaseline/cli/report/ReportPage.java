package io.securitybaseline.cli.report;

import io.securitybaseline.cli.report.Report.ControlSummary;
import io.securitybaseline.report.ReportedResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A report as one page that needs no network and can be printed. Names in it come from tenants: all
 * of it is escaped, and the page allows no script and no style but its own.
 */
final class ReportPage {

  private static final List<String> SEVERITIES =
      List.of(ReportedFinding.VIOLATION, ReportedFinding.UNKNOWN, ReportedFinding.NOTE);

  private final Report report;
  private final HtmlWriter out = new HtmlWriter();
  private final String style = resource("report.css");
  private final String script = resource("report.js");

  ReportPage(Report report) {
    this.report = report;
  }

  String html() {
    out.element("main", this::content, "id", "top");
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>Security baseline report</title>
    <style>%s</style>
    </head>
    <body>
    <a class="skip" href="#findings">Skip to the findings</a>
    %s
    <script>%s</script>
    </body>
    </html>
    """
        .formatted(hash(style), hash(script), style, out.html(), script);
  }

  private void content() {
    out.text("h1", "Security baseline report");
    out.text(
        "p",
        "Cluster %s, %s, version %s"
            .formatted(report.server(), report.createdAt(), report.version()),
        "class",
        "quiet");
    tiles();
    controls();
    filters();
    new ReportTables(report, out).write();
    out.text("h2", "About this report");
    out.element("ul", () -> notes().forEach(note -> out.text("li", note)));
  }

  private Stream<String> notes() {
    return Stream.concat(
        report.notes().stream(),
        Stream.of(
            "CIS numbers are those of the %s.".formatted(report.benchmarks().get("cis")),
            "MCSB numbers are those of the %s.".formatted(report.benchmarks().get("mcsb"))));
  }

  private void tiles() {
    long exempt =
        report.controls().stream()
            .mapToInt(
                control -> control.subjects().getOrDefault(ReportedResult.EXEMPT.toString(), 0))
            .sum();
    out.element(
        "ul",
        () -> {
          SEVERITIES.forEach(severity -> tile(severity, report.count(severity), word(severity)));
          tile("Exempt", exempt, "exempt");
        },
        "class",
        "tiles");
  }

  private static String word(String severity) {
    return switch (severity) {
      case ReportedFinding.VIOLATION -> "violations";
      case ReportedFinding.UNKNOWN -> "unknown";
      default -> "notes";
    };
  }

  private void tile(String kind, long number, String word) {
    out.element(
        "li",
        () -> out.text("strong", "%,d".formatted(number)).text("span", " " + word),
        "class",
        "result " + kind);
  }

  private void controls() {
    out.text("h2", "Controls");
    out.element(
        "table",
        () -> {
          out.element(
              "thead",
              () ->
                  out.element(
                      "tr",
                      () ->
                          Stream.of("control", "mode", "conditions")
                              .forEach(name -> out.text("th", name, "scope", "col"))));
          out.element("tbody", () -> report.controls().forEach(this::control));
        });
  }

  private void control(ControlSummary control) {
    out.element(
        "tr",
        () -> {
          out.text("th", control.name(), "scope", "row");
          out.text("td", control.mode());
          out.element(
              "td",
              () ->
                  control
                      .conditions()
                      .forEach(condition ->
                          out.element(
                              "div",
                              () ->
                                  out.text(
                                          "span",
                                          condition.type() + " " + condition.status(),
                                          "class",
                                          "result " + result(condition.status()))
                                      .text(" " + condition.message()))));
        });
  }

  private static String result(String status) {
    return switch (status) {
      case "True" -> "Met";
      case "False" -> "Violation";
      default -> "Unknown";
    };
  }

  private void filters() {
    out.element(
        "div",
        () -> {
          out.element(
              "label",
              () ->
                  out.text("Search")
                      .empty("input", "id", "search", "type", "search", "autocomplete", "off"));
          select(
              "control", "Control", report.controls().stream().map(ControlSummary::name).toList());
          select("severity", "Severity", SEVERITIES);
          select(
              "result",
              "Namespaces with",
              Stream.of(ReportedResult.values()).map(ReportedResult::toString).toList().reversed());
          out.text("button", "Show all", "id", "reset", "type", "button");
          out.text("output", "", "id", "count", "aria-live", "polite");
        },
        "class",
        "filters",
        "role",
        "search");
  }

  private void select(String id, String label, List<String> values) {
    out.element(
        "label",
        () ->
            out.text(label)
                .element(
                    "select",
                    () -> {
                      out.text("option", "all", "value", "");
                      values.forEach(value -> out.text("option", value, "value", value));
                    },
                    "id",
                    id));
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream found = ReportPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(found, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
