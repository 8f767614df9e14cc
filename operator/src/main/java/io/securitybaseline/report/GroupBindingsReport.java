package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What is said of the GroupBindings control as a whole.
 *
 * @param tally all bindings there are
 * @param cluster findings that concern no single binding, such as those on the admission policies
 * @param clusterPlanned changes to the admission policies that Enforce would make
 * @param progress how many namespaces and ClusterRoleBindings were looked at
 */
public record GroupBindingsReport(
    Mode mode, BindingTally tally, List<Finding> cluster, int clusterPlanned, Progress progress)
    implements ControlReport {

  /** Unlike other names, those of bindings may be of any length. */
  private static final int NAME_BYTES = 253;

  public GroupBindingsReport {
    cluster = List.copyOf(cluster);
  }

  @Override
  public SequencedMap<String, ConditionValue> standings() {
    SequencedMap<String, ConditionValue> standings = new LinkedHashMap<>();
    standings.put(GroupBindingsModule.DESCRIPTOR.conditions().getFirst(), standing());
    return standings;
  }

  @Override
  public List<Finding> mistakes() {
    return cluster.stream().filter(SpecMistakes::isOne).toList();
  }

  @Override
  public void addTo(StatusDraft draft) {
    TrimLevel detail = draft.detail();
    draft.groupBindings(
        new GroupBindingsStatus(
            tally.scanned(),
            tally.userBindings(),
            tally.replaced(),
            tally.skipped(),
            planned(),
            tally.worst().stream()
                .limit(detail.most(RollUp.WORST))
                .map(result -> finding(result, detail))
                .toList(),
            notes(detail)));
  }

  ConditionValue standing() {
    Optional<Finding> violation = ofCluster(Severity.VIOLATION);
    if (tally.userBindings() > 0 || violation.isPresent()) {
      return ConditionValue.isFalse(
          tally.userBindings() > 0
              ? BindingTally.mostFrequent(tally.violations())
              : violation.orElseThrow().reason(),
          message(violation));
    }
    Optional<Finding> unknown = ofCluster(Severity.UNKNOWN);
    if (tally.unknown() > 0 || unknown.isPresent()) {
      return ConditionValue.unknown(
          unknown.map(Finding::reason).orElseGet(() -> BindingTally.mostFrequent(tally.unknowns())),
          message(unknown));
    }
    return ConditionValue.isTrue("GroupsOnly", message(Optional.empty()));
  }

  private int planned() {
    return tally.planned() + clusterPlanned;
  }

  private String message(Optional<Finding> ofCluster) {
    List<String> parts = new ArrayList<>();
    parts.add(
        tally.userBindings() == 0
            ? "none of %,d role bindings references users directly".formatted(tally.scanned())
            : "%,d of %,d role bindings reference users directly"
                .formatted(tally.userBindings(), tally.scanned()));
    if (tally.unknown() > 0) {
      parts.add("%,d could not be evaluated".formatted(tally.unknown()));
    }
    if (mode == Mode.AUDIT && planned() > 0) {
      parts.add("Enforce would make %,d changes".formatted(planned()));
    } else {
      tally.worst().stream().findFirst().ifPresent(worst -> parts.add(worst(worst)));
    }
    ofCluster.map(Finding::message).ifPresent(parts::add);
    mistakes().forEach(mistake -> parts.add(mistake.message()));
    return String.join("; ", parts);
  }

  private static String worst(BindingResult worst) {
    String name =
        worst.namespace().isEmpty() ? worst.name() : worst.namespace() + "/" + worst.name();
    return name + ": " + worst.gravest().map(Finding::message).orElse("");
  }

  private static BindingFinding finding(BindingResult result, TrimLevel detail) {
    Finding finding = result.gravest().orElseThrow();
    return new BindingFinding(
        result.namespace().isEmpty() ? null : result.namespace(),
        detail.text(result.name(), NAME_BYTES),
        finding.reason(),
        detail.text(finding.message(), StatusReport.FINDING_BYTES));
  }

  /** What is worth knowing and is no fault. */
  private List<String> notes(TrimLevel detail) {
    Stream<String> ofCluster =
        cluster.stream()
            .filter(finding -> finding.severity() == Severity.INFO)
            .map(finding -> finding.reason() + ": " + finding.message());
    Stream<String> ofBindings =
        tally.notes().entrySet().stream()
            .map(note ->
                "%s: in %,d %s"
                    .formatted(
                        note.getKey(),
                        note.getValue(),
                        note.getValue() == 1 ? "binding" : "bindings"));
    return Stream.concat(ofCluster, ofBindings)
        .map(note -> detail.text(note, StatusReport.FINDING_BYTES))
        .limit(detail.notes())
        .toList();
  }

  private Optional<Finding> ofCluster(Severity severity) {
    return cluster.stream().filter(finding -> finding.severity() == severity).findFirst();
  }
}
