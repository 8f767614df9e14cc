package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What is said of the InstanceMetadata control as a whole.
 *
 * @param engine the name of the engine, for the status
 * @param cluster findings that concern the whole cluster and no single namespace
 * @param clusterPlanned changes to cluster-wide objects that Enforce would make
 * @param progress how many namespaces were looked at, system ones included
 * @param unevaluated the namespaces that do not count, which pods may be hidden in
 */
public record InstanceMetadataReport(
    Mode mode,
    String engine,
    RollUp rollUp,
    List<Finding> cluster,
    int clusterPlanned,
    Progress progress,
    Unevaluated.Kinds unevaluated)
    implements ControlReport {

  private static final String ADDRESS = "169.254.169.254";

  public InstanceMetadataReport {
    cluster = List.copyOf(cluster);
  }

  /** One where every namespace is evaluated. */
  InstanceMetadataReport(
      Mode mode,
      String engine,
      RollUp rollUp,
      List<Finding> cluster,
      int clusterPlanned,
      Progress progress) {
    this(mode, engine, rollUp, cluster, clusterPlanned, progress, Unevaluated.Kinds.NONE);
  }

  @Override
  public SequencedMap<String, ConditionValue> standings() {
    SequencedMap<String, ConditionValue> standings = new LinkedHashMap<>();
    standings.put(InstanceMetadataModule.DESCRIPTOR.conditions().getFirst(), standing());
    return standings;
  }

  @Override
  public List<Finding> mistakes() {
    return cluster.stream().filter(SpecMistakes::isOne).toList();
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.instanceMetadata(
        rollUp.count(SubjectState.COMPLIANT) + "/" + rollUp.total(),
        InstanceMetadataSection.of(this, draft.detail()));
  }

  int planned() {
    return rollUp.planned() + clusterPlanned;
  }

  /** What is worth knowing and is no fault: first of the cluster, then of namespaces by number. */
  List<String> notes() {
    Stream<String> ofCluster =
        cluster.stream()
            .filter(finding -> finding.severity() == Severity.INFO)
            .map(finding -> finding.reason() + ": " + finding.message());
    Stream<String> ofNamespaces =
        rollUp.notes().entrySet().stream()
            .map(note ->
                "%s: in %,d %s"
                    .formatted(
                        note.getKey(),
                        note.getValue(),
                        note.getValue() == 1 ? "namespace" : "namespaces"));
    return Stream.concat(ofCluster, ofNamespaces).limit(TrimLevel.FULL.notes()).toList();
  }

  ConditionValue standing() {
    Optional<Finding> violation = clusterFinding(Severity.VIOLATION);
    if (rollUp.violated() > 0 || violation.isPresent()) {
      return ConditionValue.isFalse(
          rollUp.violated() > 0 ? rollUp.mostFrequentViolation() : violation.orElseThrow().reason(),
          message(violation));
    }
    Optional<Finding> unknown = clusterFinding(Severity.UNKNOWN);
    if (rollUp.unknown() > 0 || unknown.isPresent()) {
      return ConditionValue.unknown(
          unknown.map(Finding::reason).orElseGet(rollUp::mostFrequentUnknown), message(unknown));
    }
    if (rollUp.count(SubjectState.PENDING) > 0) {
      return ConditionValue.unknown(Reasons.PENDING, message(Optional.empty()));
    }
    return ConditionValue.isTrue("AllRestricted", message(Optional.empty()));
  }

  @Override
  public Optional<ConditionValue> stalled() {
    int failed = rollUp.count(SubjectState.FAILED);
    if (failed == 0 || failed < rollUp.total()) {
      return Optional.empty();
    }
    String message =
        rollUp.worst().stream().findFirst().map(worst -> worst.finding().message()).orElse("");
    return Optional.of(
        ConditionValue.isFalse(
            rollUp.mostFrequentViolation(),
            "every change failed in all of %,d namespaces: %s".formatted(failed, message)));
  }

  private Optional<Finding> clusterFinding(Severity severity) {
    return cluster.stream().filter(finding -> finding.severity() == severity).findFirst();
  }

  private String message(Optional<Finding> clusterFinding) {
    List<String> parts = new ArrayList<>();
    int total = rollUp.total();
    int restricted = rollUp.count(SubjectState.COMPLIANT);
    parts.add(restricted(restricted, total));
    add(parts, SubjectState.VIOLATING, "%,d exposed");
    add(parts, SubjectState.FAILED, "%,d failed");
    add(parts, SubjectState.PENDING, "%,d pending");
    add(parts, SubjectState.EXEMPT, "%,d exempt");
    if (mode == Mode.AUDIT && planned() > 0) {
      parts.add("Enforce would make %,d changes".formatted(planned()));
    }
    if (restricted == total - rollUp.count(SubjectState.EXEMPT)) {
      worst().ifPresent(parts::add);
    }
    clusterFinding.map(Finding::message).ifPresent(parts::add);
    mistakes().forEach(mistake -> parts.add(mistake.message()));
    return String.join("; ", parts);
  }

  private static String restricted(int restricted, int total) {
    if (total == 0) {
      return "there is no user namespace";
    }
    return restricted == total
        ? "access to %s is blocked in all %,d user namespaces".formatted(ADDRESS, total)
        : "access to %s is blocked in %,d of %,d user namespaces"
            .formatted(ADDRESS, restricted, total);
  }

  /** Needed where the counts alone do not tell what is wrong: an exemption past its date, say. */
  private Optional<String> worst() {
    return rollUp.worst().stream()
        .findFirst()
        .map(worst -> worst.namespace() + ": " + worst.finding().message());
  }

  private void add(List<String> parts, SubjectState state, String text) {
    if (rollUp.count(state) > 0) {
      parts.add(text.formatted(rollUp.count(state)));
    }
  }
}
