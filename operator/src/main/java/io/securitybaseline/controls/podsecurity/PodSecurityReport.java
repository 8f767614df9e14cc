package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.PodSecuritySpec;
import io.securitybaseline.api.status.PodSecurityCounts;
import io.securitybaseline.api.status.PodSecurityStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.report.ConditionDraft;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Measurement;
import io.securitybaseline.report.NamespaceTally;
import io.securitybaseline.report.Notes;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The report of the control as a whole.
 *
 * @param spec the level and version
 * @param tally the user namespaces
 * @param cluster findings that concern no single namespace, such as mistakes in the spec
 */
public record PodSecurityReport(
    Mode mode, PodSecuritySpec spec, Tally tally, List<Finding> cluster, Progress progress)
    implements ControlReport {

  static final String CONDITION = "PodSecurityMet";

  private static final Notes.Subjects NAMESPACES = new Notes.Subjects("namespace", "namespaces");

  public PodSecurityReport {
    cluster = List.copyOf(cluster);
  }

  static PodSecurityReport of(ReportInput input) {
    return new PodSecurityReport(
        input.mode(),
        input.situation().baseline().spec().podSecurity(),
        input.tally(),
        input.findings(),
        input.progress());
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    ConditionValue found = new ConditionDraft(tally, cluster, "AllMet").condition(_ -> message());
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(CONDITION, found.withHeadline("pods: " + headline(found)));
    return conditions;
  }

  @Override
  public List<Measurement> measurements() {
    return new NamespaceTally(tally).measurements("PodSecurity", PodSecurityReport::label);
  }

  @Override
  public void addTo(StatusDraft draft) {
    TrimLevel level = draft.level();
    draft.section(
        new PodSecurityStatus(
            new PodSecurityCounts(
                tally.total(),
                tally.count(SubjectState.COMPLIANT),
                tally.count(SubjectState.EXEMPT),
                tally.count(SubjectState.VIOLATING),
                tally.count(SubjectState.PENDING),
                tally.count(SubjectState.FAILED)),
            tally.planned(),
            new NamespaceTally(tally).worst(level),
            Notes.of(cluster, tally, NAMESPACES, level)));
    String met = tally.count(SubjectState.COMPLIANT) + "/" + tally.total();
    draft.summary(summary -> summary.withPodSecurity(met));
  }

  private String message() {
    List<String> parts = new ArrayList<>();
    parts.add(met());
    counts().forEach(parts::add);
    if (mode == Mode.AUDIT && tally.planned() > 0) {
      parts.add("Enforce would label %,d namespaces".formatted(tally.planned()));
    }
    tally.worst().stream()
        .findFirst()
        .ifPresent(worst -> parts.add(worst.name() + ": " + worst.finding().message()));
    cluster.forEach(finding -> parts.add(finding.message()));
    return String.join("; ", parts);
  }

  private String met() {
    int total = tally.total();
    int met = tally.count(SubjectState.COMPLIANT);
    String standard = "%s:%s".formatted(spec.level(), spec.version());
    if (total == 0) {
      return "there is no user namespace";
    }
    return met == total
        ? "all %,d user namespaces meet %s".formatted(total, standard)
        : "%,d of %,d user namespaces meet %s".formatted(met, total, standard);
  }

  private String headline(ConditionValue found) {
    int violating = tally.count(SubjectState.VIOLATING) + tally.count(SubjectState.FAILED);
    if (violating > 0) {
      return "%,d of %,d namespaces violate %s".formatted(violating, tally.total(), spec.level());
    }
    return found.is(ConditionValue.TRUE) ? "%s met".formatted(spec.level()) : found.reason();
  }

  private Stream<String> counts() {
    return Stream.of(
            SubjectState.VIOLATING, SubjectState.FAILED, SubjectState.PENDING, SubjectState.EXEMPT)
        .filter(state -> tally.count(state) > 0)
        .map(state -> "%,d %s".formatted(tally.count(state), label(state)));
  }

  /** The name of a state in the status and in metrics. */
  private static String label(SubjectState state) {
    return switch (state) {
      case COMPLIANT -> "met";
      case EXEMPT -> "exempt";
      case VIOLATING -> "violating";
      case PENDING -> "pending";
      case FAILED -> "failed";
    };
  }
}
