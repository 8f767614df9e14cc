package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.ReasonCount;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.module.AnnotationRemoval;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The report of the control as a whole.
 *
 * @param tally all bindings
 * @param cluster findings that concern no single binding, such as those on the admission policies,
 *     most severe first
 * @param clusterPlanned changes to the admission policies that Enforce would make
 * @param progress how many namespaces and ClusterRoleBindings were evaluated
 * @param removals of the record from bindings, those of most first
 */
public record GroupBindingsReport(
    Mode mode,
    Tally tally,
    List<Finding> cluster,
    int clusterPlanned,
    Progress progress,
    List<AnnotationRemoval> removals)
    implements ControlReport {

  static final String CONDITION = "GroupBindingsOnly";

  /** The counter of bindings with the record of users that a group replaced. */
  static final String REPLACED = "replaced";

  /** The counter of bindings that reference users and must not be changed by the operator. */
  static final String SKIPPED = "skipped";

  /** Unlike other names, those of bindings may be of any length. */
  private static final int NAME_BYTES = 253;

  /** More than the control and the engine have. */
  private static final int MOST_REASONS = 32;

  /** There is room for fewer of both in a large status. */
  private static final int REMOVALS_PER_NOTE = 2;

  private static final Notes.Subjects BINDINGS = new Notes.Subjects("binding", "bindings");

  public GroupBindingsReport {
    cluster = List.copyOf(cluster);
    removals = List.copyOf(removals);
  }

  /** The report of what the engine recorded. */
  public static GroupBindingsReport of(ReportInput input) {
    return new GroupBindingsReport(
        input.mode(),
        input.tally(),
        input.findings(),
        input.planned(),
        input.progress().of("namespaces and ClusterRoleBindings"),
        input.removals());
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(CONDITION, condition());
    return conditions;
  }

  @Override
  public List<Finding> mistakes() {
    return cluster.stream().filter(SpecMistakes::isOne).toList();
  }

  @Override
  public List<Measurement> measurements() {
    return Stream.concat(
            Stream.of(
                bindings("scanned", tally.total()),
                bindings("user", tally.violating()),
                bindings(REPLACED, tally.counter(REPLACED)),
                bindings(SKIPPED, tally.counter(SKIPPED))),
            reasons()
                .map(each ->
                    Measurement.count(
                        "bindings.by.reason",
                        "Role bindings by the reason of their findings",
                        Map.of("reason", each.reason()),
                        each.bindings())))
        .toList();
  }

  /** The most frequent first. */
  private Stream<ReasonCount> reasons() {
    return tally.reasons().entrySet().stream()
        .map(reason -> new ReasonCount(reason.getKey(), reason.getValue()))
        .sorted(
            Comparator.comparingInt(ReasonCount::bindings)
                .reversed()
                .thenComparing(ReasonCount::reason));
  }

  private static Measurement bindings(String state, int count) {
    return Measurement.count("bindings", "Role bindings by state", Map.of("state", state), count);
  }

  @Override
  public void addTo(StatusDraft draft) {
    TrimLevel level = draft.level();
    draft.section(
        new GroupBindingsStatus(
            tally.total(),
            tally.violating(),
            tally.counter(REPLACED),
            tally.counter(SKIPPED),
            planned(),
            reasons().limit(MOST_REASONS).toList(),
            removals.stream()
                .limit(REMOVALS_PER_NOTE * (long) level.notes())
                .map(RemovedRecordsSection::shown)
                .toList(),
            tally.worst().stream()
                .limit(level.most(Tally.WORST))
                .map(worst -> finding(worst, level))
                .toList(),
            Notes.of(cluster, tally, BINDINGS, level)));
    draft.summary(summary -> summary.withUserBindings(tally.violating()));
  }

  ConditionValue condition() {
    ConditionValue found =
        new ConditionDraft(tally, cluster, "GroupsOnly").condition(this::message);
    return found.withHeadline(headline(found));
  }

  private int planned() {
    return tally.planned() + clusterPlanned;
  }

  private String headline(ConditionValue found) {
    if (tally.violating() > 0) {
      return tally.violating() == 1
          ? "1 user binding"
          : "%,d user bindings".formatted(tally.violating());
    }
    return found.is(ConditionValue.TRUE) ? "no user bindings" : "bindings: " + found.reason();
  }

  private String message(Optional<Finding> ofCluster) {
    List<String> parts = new ArrayList<>();
    parts.add(
        tally.violating() == 0
            ? "none of %,d role bindings references users directly".formatted(tally.total())
            : "%,d of %,d role bindings reference users directly"
                .formatted(tally.violating(), tally.total()));
    if (tally.unknown() > 0) {
      parts.add("%,d could not be evaluated".formatted(tally.unknown()));
    }
    if (mode == Mode.AUDIT && planned() > 0) {
      parts.add("Enforce would make %,d changes".formatted(planned()));
    } else {
      tally.example().ifPresent(worst -> parts.add(worst(worst)));
    }
    ofCluster.map(Finding::message).ifPresent(parts::add);
    mistakes().forEach(mistake -> parts.add(mistake.message()));
    return String.join("; ", parts);
  }

  private static String worst(Tally.Worst worst) {
    String name =
        worst.namespace().isEmpty() ? worst.name() : worst.namespace() + "/" + worst.name();
    return name + ": " + worst.finding().message();
  }

  private static BindingFinding finding(Tally.Worst worst, TrimLevel level) {
    return new BindingFinding(
        worst.namespace().isEmpty() ? null : worst.namespace(),
        level.text(worst.name(), NAME_BYTES),
        worst.finding().reason(),
        level.text(worst.finding().message(), StatusReport.FINDING_BYTES));
  }
}
