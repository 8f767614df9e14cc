package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.status.LeastPrivilegeCounts;
import io.securitybaseline.api.status.LeastPrivilegeStatus;
import io.securitybaseline.api.status.RoleFinding;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.report.ConditionDraft;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Measurement;
import io.securitybaseline.report.Notes;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.StatusReport;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The report of the control as a whole.
 *
 * @param tally all bindings, and the namespaces that have a finding of their own
 * @param cluster findings that concern no single binding, such as mistakes in the spec
 * @param groups the findings by the role
 */
public record LeastPrivilegeReport(
    Tally tally, List<Finding> cluster, Progress progress, RoleGroups groups)
    implements ControlReport {

  static final String CONDITION = "LeastPrivilegeMet";

  /** The counter of bindings whose subjects are all part of the platform. */
  static final String PLATFORM = "platform";

  /** The counter of namespaces that have a finding of their own. */
  static final String NAMESPACES = "namespaces";

  private static final int NAME_BYTES = 253;
  private static final Notes.Subjects BINDINGS = new Notes.Subjects("binding", "bindings");

  public LeastPrivilegeReport {
    cluster = List.copyOf(cluster);
  }

  /** One of bindings whose roles are unknown. */
  public LeastPrivilegeReport(Tally tally, List<Finding> cluster, Progress progress) {
    this(tally, cluster, progress, RoleGroups.UNKNOWN);
  }

  static LeastPrivilegeReport of(ReportInput input) {
    return new LeastPrivilegeReport(
        input.tally(),
        input.findings(),
        input.progress().of("namespaces and ClusterRoleBindings"),
        input.cluster().stream()
            .flatMap(each ->
                each.detail() instanceof RoleGroups groups
                    ? Optional.of(groups).stream()
                    : Optional.<RoleGroups>empty().stream())
            .findFirst()
            .orElse(RoleGroups.UNKNOWN));
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    ConditionValue found =
        new ConditionDraft(tally, cluster, "NothingExcessive").condition(_ -> message());
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(CONDITION, found.withHeadline(headline(found)));
    return conditions;
  }

  @Override
  public List<Measurement> measurements() {
    List<Measurement> measurements = new ArrayList<>();
    measurements.add(bindings("total", total()));
    measurements.add(bindings("violating", tally.violating()));
    measurements.add(bindings("exempt", tally.count(SubjectState.EXEMPT)));
    measurements.add(bindings("unknown", tally.unknown()));
    measurements.add(bindings(PLATFORM, tally.counter(PLATFORM)));
    return measurements;
  }

  private static Measurement bindings(String state, int count) {
    return Measurement.count(
        "privilege_bindings",
        "Role bindings by what their roles grant",
        Map.of("state", state),
        count);
  }

  @Override
  public void addTo(StatusDraft draft) {
    TrimLevel level = draft.level();
    draft.section(
        new LeastPrivilegeStatus(
            new LeastPrivilegeCounts(
                total(),
                total()
                    - tally.count(SubjectState.EXEMPT)
                    - tally.count(SubjectState.VIOLATING)
                    - tally.count(SubjectState.PENDING),
                tally.count(SubjectState.EXEMPT),
                tally.count(SubjectState.VIOLATING),
                tally.count(SubjectState.PENDING),
                tally.counter(PLATFORM)),
            groups.worst(tally, level).stream().map(group -> finding(group, level)).toList(),
            Notes.of(cluster, tally, BINDINGS, level)));
  }

  private static RoleFinding finding(RoleGroups.Group group, TrimLevel level) {
    RoleGroups.Key key = group.key();
    return new RoleFinding(
        key.namespace().isEmpty() ? null : key.namespace(),
        key.role().isEmpty() ? null : level.text(key.role(), NAME_BYTES),
        group.bindings(),
        key.reason(),
        level.text(group.first().message(), StatusReport.FINDING_BYTES));
  }

  private int total() {
    return tally.total() - tally.counter(NAMESPACES);
  }

  private String headline(ConditionValue found) {
    if (tally.violating() > 0) {
      return tally.violating() == 1
          ? "1 binding grants too much"
          : "%,d bindings grant too much".formatted(tally.violating());
    }
    return found.is(ConditionValue.TRUE) ? "no excessive roles" : "roles: " + found.reason();
  }

  private String message() {
    List<String> parts = new ArrayList<>();
    parts.add(
        tally.violating() == 0
            ? "none of %,d role bindings grants too much".formatted(total())
            : "%,d of %,d role bindings grant too much".formatted(tally.violating(), total()));
    if (tally.unknown() > 0) {
      parts.add("%,d could not be evaluated".formatted(tally.unknown()));
    }
    tally.worst().stream().findFirst().ifPresent(worst -> parts.add(worst.finding().message()));
    cluster.forEach(finding -> parts.add(finding.message()));
    return String.join("; ", parts);
  }
}
