package io.securitybaseline.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.CheckSource;
import io.securitybaseline.report.CheckSources;
import io.securitybaseline.report.ReportedSubject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A finding with everything that a reader needs to act on it.
 *
 * @param namespace empty for what is cluster-wide
 * @param severity {@code Violation}, {@code Unknown} or {@code Note}
 * @param fixedByEnforce whether mode Enforce fixes it
 * @param fix what to do, in general; the message has it for this subject
 * @param exemptUntil the last day of the exemption that covers the subject
 * @param page the section of Microsoft's pages that asks for it
 * @param cis the recommendations of the CIS benchmark
 * @param mcsb the controls of the Microsoft cloud security benchmark
 */
@JsonInclude(Include.NON_EMPTY)
record ReportedFinding(
    String control,
    String namespace,
    String kind,
    String name,
    String reason,
    String severity,
    boolean fixedByEnforce,
    String message,
    String fix,
    String exemptUntil,
    String page,
    List<String> cis,
    List<String> mcsb) {

  static final String VIOLATION = "Violation";
  static final String UNKNOWN = "Unknown";
  static final String NOTE = "Note";

  /** The most severe first, then by where it is. */
  static final Comparator<ReportedFinding> ORDER =
      Comparator.comparingInt((ReportedFinding each) -> rank(each.severity()))
          .thenComparing(ReportedFinding::namespace)
          .thenComparing(ReportedFinding::control)
          .thenComparing(ReportedFinding::kind)
          .thenComparing(ReportedFinding::name)
          .thenComparing(ReportedFinding::reason)
          .thenComparing(ReportedFinding::message);

  ReportedFinding {
    cis = List.copyOf(cis);
    mcsb = List.copyOf(mcsb);
  }

  static ReportedFinding of(ReportedSubject subject, Finding finding, CheckSources sources) {
    String control = subject.control().id();
    Optional<CheckSource> source = sources.find(control, finding.reason());
    return new ReportedFinding(
        control,
        subject.namespace(),
        subject.kind(),
        subject.name(),
        finding.reason(),
        severity(finding),
        finding.fixedByEnforce(),
        finding.message(),
        source.map(CheckSource::fix).orElse(""),
        subject.exemptUntil().orElse(""),
        source.map(CheckSource::page).orElse(""),
        source.map(CheckSource::cis).orElse(List.of()),
        source.map(CheckSource::mcsb).orElse(List.of()));
  }

  /** The subject as users name it, such as {@code RoleBinding/web}. */
  String subject() {
    return kind + "/" + name;
  }

  private static String severity(Finding finding) {
    return switch (finding.severity()) {
      case VIOLATION -> VIOLATION;
      case UNKNOWN -> UNKNOWN;
      case NOTE -> NOTE;
    };
  }

  private static int rank(String severity) {
    return List.of(VIOLATION, UNKNOWN, NOTE).indexOf(severity);
  }
}
