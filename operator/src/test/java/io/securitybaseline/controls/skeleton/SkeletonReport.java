package io.securitybaseline.controls.skeleton;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.ConditionDraft;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Measurement;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The report of the control as a whole: its condition and its counts. */
record SkeletonReport(Tally tally, List<Finding> cluster, Progress progress)
    implements ControlReport {

  static final String CONDITION = "SkeletonMet";

  SkeletonReport {
    cluster = List.copyOf(cluster);
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(
        CONDITION,
        new ConditionDraft(tally, cluster, "TeamsNamed")
            .condition(_ ->
                "%,d of %,d namespaces name their team"
                    .formatted(tally.count(SubjectState.COMPLIANT), tally.total())));
    return conditions;
  }

  @Override
  public List<Measurement> measurements() {
    return Stream.of(SubjectState.values())
        .map(state ->
            Measurement.count(
                "namespaces",
                "User namespaces by state",
                Map.of("control", "Skeleton", "state", state.name().toLowerCase(Locale.ROOT)),
                tally.count(state)))
        .toList();
  }

  @Override
  public void addTo(StatusDraft draft) {
    // The schema of the status has no section for it: the condition has the counts.
  }
}
