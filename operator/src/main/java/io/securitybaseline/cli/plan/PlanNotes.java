package io.securitybaseline.cli.plan;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Notes of controls that matter before Enforce: of namespaces with their count. */
final class PlanNotes {

  /** More would hide the plan. */
  private static final int MOST = 20;

  private static final String NAMESPACE = "Namespace";

  private final SortedMap<String, List<String>> ofNamespaces = new TreeMap<>();
  private final List<String> ofCluster = new ArrayList<>();

  void add(ControlModule control, Evaluation evaluation) {
    for (Finding finding : evaluation.verdict().findings()) {
      if (finding.severity() == Severity.NOTE
          && control.notesBeforeEnforce().contains(finding.reason())) {
        if (evaluation.subject().kind().equals(NAMESPACE)) {
          ofNamespaces
              .computeIfAbsent(finding.reason(), _ -> new ArrayList<>())
              .add("namespace %s: %s".formatted(evaluation.subject().name(), finding.message()));
        } else {
          ofCluster.add("%s: %s".formatted(finding.reason(), finding.message()));
        }
      }
    }
  }

  /** A line for each subject, up to a limit, after one with the count. */
  Stream<String> all() {
    return Stream.concat(
        ofCluster.stream(),
        ofNamespaces.entrySet().stream()
            .flatMap(notes -> {
              int count = notes.getValue().size();
              return Stream.concat(
                  Stream.of(
                      "%s: %,d %s"
                          .formatted(
                              notes.getKey(), count, count == 1 ? "namespace" : "namespaces")),
                  notes.getValue().stream().sorted().limit(MOST));
            }));
  }
}
