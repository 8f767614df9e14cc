package io.securitybaseline.cli.report;

import io.securitybaseline.cli.options.WrappedText;
import io.securitybaseline.cli.report.Report.ControlSummary;
import io.securitybaseline.cli.report.Report.ExemptionRow;
import io.securitybaseline.cli.report.Report.ReportedCondition;
import java.util.stream.Collectors;

/** A report for a terminal. */
final class ReportTable {

  private static final String INDENT = "    ";

  private final Report report;
  private final WrappedText text = new WrappedText();

  ReportTable(Report report) {
    this.report = report;
  }

  String text() {
    report.controls().forEach(this::add);
    report.findings().forEach(this::add);
    report.exemptions().forEach(this::add);
    report.notes().forEach(note -> text.add("note: ", INDENT, note));
    text.add(
        "",
        "",
        report.findings().isEmpty()
            ? "no findings"
            : "findings: %,d violations, %,d unknown, %,d notes"
                .formatted(
                    report.count(ReportedFinding.VIOLATION),
                    report.count(ReportedFinding.UNKNOWN),
                    report.count(ReportedFinding.NOTE)));
    return text.toString();
  }

  private void add(ControlSummary control) {
    text.add(
        "%-17s ".formatted(control.name()),
        INDENT,
        control.mode()
            + control.conditions().stream()
                .map(ReportTable::condition)
                .collect(Collectors.joining()));
  }

  private static String condition(ReportedCondition condition) {
    return "  %s=%s (%s)".formatted(condition.type(), condition.status(), condition.reason());
  }

  private void add(ReportedFinding finding) {
    String subject =
        finding.namespace().isEmpty() || finding.kind().equals("Namespace")
            ? finding.subject()
            : finding.namespace() + " " + finding.subject();
    text.add(
        "%-9s  ".formatted(finding.severity()),
        INDENT,
        "%s  %s %s%s".formatted(subject, finding.control(), finding.reason(), numbers(finding)));
    text.add(INDENT, INDENT, finding.message());
  }

  private static String numbers(ReportedFinding finding) {
    String cis = finding.cis().isEmpty() ? "" : "  CIS " + String.join(", ", finding.cis());
    return cis + (finding.mcsb().isEmpty() ? "" : "  MCSB " + String.join(", ", finding.mcsb()));
  }

  private void add(ExemptionRow exemption) {
    text.add(
        "exemption: ",
        INDENT,
        "%s  %s of %s, %s %s: %s (owner %s)"
            .formatted(
                exemption.name(),
                exemption.control(),
                String.join(", ", exemption.covers()),
                exemption.ended() ? "ended on" : "until",
                exemption.expiresOn(),
                exemption.reason(),
                exemption.owner()));
  }
}
