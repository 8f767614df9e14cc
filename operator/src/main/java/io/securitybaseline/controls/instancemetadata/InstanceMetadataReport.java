package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.Situation;
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
import io.securitybaseline.report.Unevaluated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The report of the control as a whole.
 *
 * @param engine the name of the engine, for the status
 * @param tally the user namespaces
 * @param cluster findings that concern the whole cluster and no single namespace, most severe first
 * @param clusterPlanned changes to cluster-wide objects that Enforce would make
 * @param progress how many namespaces were evaluated, system ones included
 * @param unevaluated the namespaces that do not count, in which pods may run anyway
 * @param probes what probes found out
 */
public record InstanceMetadataReport(
    Mode mode,
    String engine,
    Tally tally,
    List<Finding> cluster,
    int clusterPlanned,
    Progress progress,
    Unevaluated.Kinds unevaluated,
    List<ProbeStatus> probes)
    implements ControlReport {

  static final String CONDITION = "InstanceMetadataRestricted";

  private static final Notes.Subjects NAMESPACES = new Notes.Subjects("namespace", "namespaces");
  private static final String ADDRESS = "169.254.169.254";

  public InstanceMetadataReport {
    cluster = List.copyOf(cluster);
    probes = List.copyOf(probes);
  }

  /** Without probes. */
  public InstanceMetadataReport(
      Mode mode,
      String engine,
      Tally tally,
      List<Finding> cluster,
      int clusterPlanned,
      Progress progress,
      Unevaluated.Kinds unevaluated) {
    this(mode, engine, tally, cluster, clusterPlanned, progress, unevaluated, List.of());
  }

  /** The report of what the engine recorded. */
  public static InstanceMetadataReport of(ReportInput input) {
    Situation situation = input.situation();
    return new InstanceMetadataReport(
        input.mode(),
        InstanceMetadataControl.engine(
            situation.baseline().spec().instanceMetadata(), situation.cluster()),
        input.tally(),
        input.findings(),
        input.planned(),
        input.progress(),
        input.unevaluated(),
        ProbeSubjects.results(input.cluster()));
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
    Stream<Measurement> namespaces =
        new NamespaceTally(tally)
            .measurements("InstanceMetadata", InstanceMetadataSection::label).stream();
    return Stream.concat(namespaces, probes.stream().map(InstanceMetadataSection::measurement))
        .toList();
  }

  @Override
  public void addTo(StatusDraft draft) {
    InstanceMetadataSection section = new InstanceMetadataSection(draft.level());
    draft.section(
        new InstanceMetadataStatus(
            engine,
            section.counts(tally),
            section.system(unevaluated.system()),
            section.excluded(unevaluated.excluded()),
            planned(),
            new NamespaceTally(tally).worst(draft.level()),
            notes(draft.level()),
            probes.isEmpty() ? null : section.probes(probes)));
    String restricted = tally.count(SubjectState.COMPLIANT) + "/" + tally.total();
    draft.summary(summary -> summary.withInstanceMetadata(restricted));
  }

  List<String> notes(TrimLevel level) {
    return Notes.of(cluster, tally, NAMESPACES, level);
  }

  int planned() {
    return tally.planned() + clusterPlanned;
  }

  ConditionValue condition() {
    ConditionValue found =
        new ConditionDraft(tally, cluster, "AllRestricted").condition(this::message);
    return found.withHeadline("IMDS: " + headline(found));
  }

  @Override
  public Optional<ConditionValue> stalled() {
    int failed = tally.count(SubjectState.FAILED);
    if (failed == 0 || failed < tally.total()) {
      return Optional.empty();
    }
    String message = tally.example().map(worst -> worst.finding().message()).orElse("");
    return Optional.of(
        ConditionValue.ofFalse(
            tally.mostFrequentViolation().orElse(Reasons.APPLY_FAILED),
            "every change failed in all of %,d namespaces: %s".formatted(failed, message)));
  }

  private String message(Optional<Finding> clusterFinding) {
    List<String> parts = new ArrayList<>();
    int total = tally.total();
    int restricted = tally.count(SubjectState.COMPLIANT);
    parts.add(restricted(restricted, total));
    counts(SubjectState.VIOLATING, SubjectState.FAILED, SubjectState.PENDING, SubjectState.EXEMPT)
        .forEach(parts::add);
    if (mode == Mode.AUDIT && planned() > 0) {
      parts.add("Enforce would make %,d changes".formatted(planned()));
    }
    if (restricted == total - tally.count(SubjectState.EXEMPT)) {
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

  /** {@code 5 of 7 namespaces exposed, 1 pending}; the reason where the counts do not show it. */
  private String headline(ConditionValue found) {
    List<String> counts =
        counts(SubjectState.VIOLATING, SubjectState.FAILED, SubjectState.PENDING).toList();
    boolean shown =
        tally.count(SubjectState.VIOLATING) + tally.count(SubjectState.FAILED) > 0
            || found.reason().equals(Reasons.PENDING);
    List<String> parts = new ArrayList<>();
    if (!found.is(ConditionValue.TRUE) && !shown) {
      parts.add(found.reason());
    }
    if (!counts.isEmpty()) {
      String first = counts.getFirst();
      int word = first.indexOf(' ');
      parts.add(
          "%s of %,d namespaces%s"
              .formatted(first.substring(0, word), tally.total(), first.substring(word)));
      parts.addAll(counts.subList(1, counts.size()));
    } else if (parts.isEmpty()) {
      parts.add(blocked());
    }
    return String.join(", ", parts);
  }

  private String blocked() {
    int exempt = tally.count(SubjectState.EXEMPT);
    if (tally.total() == 0) {
      return "no user namespace";
    }
    return exempt == 0
        ? "blocked in all %,d namespaces".formatted(tally.total())
        : "blocked in %,d of %,d namespaces, %,d exempt"
            .formatted(tally.total() - exempt, tally.total(), exempt);
  }

  /**
   * Needed where the counts alone do not show what is wrong: such as an exemption past its date.
   */
  private Optional<String> worst() {
    return tally
        .example()
        .map(worst -> NamespaceTally.name(worst) + ": " + worst.finding().message());
  }

  private Stream<String> counts(SubjectState... states) {
    return Stream.of(states)
        .filter(state -> tally.count(state) > 0)
        .map(state -> "%,d %s".formatted(tally.count(state), InstanceMetadataSection.label(state)));
  }
}
