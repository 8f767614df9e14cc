package io.securitybaseline.report;

import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.control.SubjectState;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the controls whose subjects are namespaces report of them alike. */
public record NamespaceTally(Tally tally) {

  /** The worst namespaces, bounded in number and length. */
  public List<NamespaceFinding> worst(TrimLevel level) {
    return tally.worst().stream()
        .limit(level.most(Tally.WORST))
        .map(worst ->
            new NamespaceFinding(
                name(worst),
                worst.finding().reason(),
                level.text(worst.finding().message(), StatusReport.FINDING_BYTES)))
        .toList();
  }

  /**
   * How many namespaces have each state.
   *
   * @param control its name, which is a label of the metric
   * @param label the name of a state in the metric
   */
  public List<Measurement> measurements(String control, Function<SubjectState, String> label) {
    return Stream.of(SubjectState.values())
        .map(state ->
            Measurement.count(
                "namespaces",
                "User namespaces by state",
                Map.of("control", control, "state", label.apply(state)),
                tally.count(state)))
        .toList();
  }

  /** The namespace that it concerns: that of an object, or the subject itself. */
  public static String name(Tally.Worst worst) {
    return worst.namespace().isEmpty() ? worst.name() : worst.namespace();
  }
}
