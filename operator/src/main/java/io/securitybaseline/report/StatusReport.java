package io.securitybaseline.report;

import static io.securitybaseline.report.Standing.FALSE;
import static io.securitybaseline.report.Standing.UNKNOWN;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.InstanceMetadataStatus;
import io.securitybaseline.api.Mode;
import io.securitybaseline.api.NamespaceCounts;
import io.securitybaseline.api.NamespaceFinding;
import io.securitybaseline.api.SecurityBaselineStatus;
import io.securitybaseline.api.StatusSummary;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.NamespaceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the whole status anew from what the ledger says; the only place where one is made. */
public final class StatusReport {

  static final String READY = "Ready";
  static final String COMPLIANT = "Compliant";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";

  /** The longest message of a finding in bytes: ten of them must leave room for the rest. */
  static final int FINDING_BYTES = 512;

  private StatusReport() {}

  /**
   * The status as it should be now.
   *
   * @param previous the conditions as they stand, for the times of their last flips
   */
  public static SecurityBaselineStatus of(
      Progress progress,
      Optional<InstanceMetadataReport> instanceMetadata,
      Mode mode,
      List<Condition> previous,
      Instant now) {
    Conditions conditions = new Conditions(previous, progress.generation(), now);
    Optional<Standing> restricted =
        instanceMetadata.map(
            report -> progress.complete() ? report.standing() : progress.evaluating());
    Standing ready =
        instanceMetadata
            .filter(_ -> progress.complete())
            .flatMap(InstanceMetadataReport::stalled)
            .orElseGet(progress::ready);

    conditions.mark(READY, ready);
    conditions.mark(COMPLIANT, joined(restricted.stream().toList()));
    restricted.ifPresent(
        standing -> conditions.mark(ControlId.INSTANCE_METADATA.condition(), standing));
    if (ready.is(UNKNOWN)) {
      conditions.mark(RECONCILING, Standing.isTrue(ready.reason(), ready.message()));
    }
    if (ready.is(FALSE)) {
      conditions.mark(STALLED, Standing.isTrue(ready.reason(), ready.message()));
    }
    return new SecurityBaselineStatus(
        progress.generation(),
        summary(mode, instanceMetadata, restricted),
        conditions.all(),
        instanceMetadata.map(StatusReport::section).orElse(null),
        null,
        null,
        null,
        null);
  }

  /** False if anything was found, else unknown if anything could not be judged, else true. */
  private static Standing joined(List<Standing> controls) {
    if (controls.isEmpty()) {
      return Standing.unknown("NothingEvaluated", "every control is off: set spec.mode to Audit");
    }
    return controls.stream()
        .filter(standing -> standing.is(FALSE))
        .findFirst()
        .or(() -> controls.stream().filter(standing -> standing.is(UNKNOWN)).findFirst())
        .orElse(Standing.isTrue("AllControlsMet", "every control that is on is met"));
  }

  private static StatusSummary summary(
      Mode mode, Optional<InstanceMetadataReport> report, Optional<Standing> restricted) {
    return new StatusSummary(
        mode,
        report
            .map(InstanceMetadataReport::rollUp)
            .map(rollUp -> rollUp.count(NamespaceState.RESTRICTED) + "/" + rollUp.total())
            .orElse(null),
        null,
        null,
        null,
        restricted.map(Standing::message).orElse("every control is off"));
  }

  private static InstanceMetadataStatus section(InstanceMetadataReport report) {
    RollUp rollUp = report.rollUp();
    return new InstanceMetadataStatus(
        report.engine(),
        new NamespaceCounts(
            rollUp.total(),
            rollUp.count(NamespaceState.RESTRICTED),
            rollUp.count(NamespaceState.EXEMPT),
            rollUp.count(NamespaceState.EXPOSED),
            rollUp.count(NamespaceState.PENDING),
            rollUp.count(NamespaceState.FAILED)),
        report.planned(),
        rollUp.worst().stream()
            .map(worst ->
                new NamespaceFinding(
                    worst.namespace(),
                    worst.finding().reason(),
                    Excerpt.of(worst.finding().message(), FINDING_BYTES)))
            .toList(),
        report.notes().stream().map(note -> Excerpt.of(note, FINDING_BYTES)).toList());
  }
}
