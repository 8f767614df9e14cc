package io.securitybaseline.report;

import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.cluster.Posture;
import io.securitybaseline.controls.cluster.Posture.Basis;
import io.securitybaseline.controls.cluster.Posture.Caveat;
import io.securitybaseline.controls.cluster.Posture.Checked;
import io.securitybaseline.controls.cluster.Reasons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of the cluster's settings in Azure. */
public record ClusterReport(Posture posture) implements ControlReport {

  /**
   * The longest message of a check in bytes. There are many of them, yet a command with names as
   * long as Azure allows has to be whole.
   */
  static final int CHECK_BYTES = 640;

  @Override
  public Progress progress() {
    return new Progress("readings from Azure", posture.basis() == Basis.AWAITED ? 0 : 1, 1);
  }

  @Override
  public SequencedMap<String, ConditionValue> standings() {
    SequencedMap<String, ConditionValue> standings = new LinkedHashMap<>();
    standings.put(ClusterModule.DESCRIPTOR.conditions().getFirst(), hardened());
    posture.checks().stream()
        .filter(Checked::isOfVersion)
        .filter(Checked::required)
        .findFirst()
        .ifPresent(check ->
            standings.put(ClusterModule.DESCRIPTOR.conditions().getLast(), version(check)));
    return standings;
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.cluster(
        new ClusterStatus(
            reachable(),
            posture.version().orElse(null),
            posture.checks().stream()
                .map(check ->
                    new ClusterCheck(
                        check.name(),
                        check.required(),
                        check.result(),
                        message(check, draft.detail())))
                .toList()));
  }

  private @Nullable Boolean reachable() {
    return switch (posture.basis()) {
      case NOT_CONFIGURED, AWAITED -> null;
      case NOTHING, READING -> posture.doubt().isEmpty();
    };
  }

  /** What is the same for all, the conditions say. */
  private @Nullable String message(Checked check, TrimLevel detail) {
    return posture.basis() == Basis.READING ? detail.text(check.message(), CHECK_BYTES) : null;
  }

  private ConditionValue hardened() {
    List<Checked> required =
        posture.checks().stream()
            .filter(Checked::required)
            .filter(check -> !check.isOfVersion())
            .toList();
    List<Checked> failed = with(CheckResult.FAIL, required);
    if (!failed.isEmpty()) {
      return ConditionValue.isFalse(
          Reasons.REQUIREMENTS_NOT_MET,
          said(
              "%d of %d requirements on the cluster are not met: %s"
                  .formatted(failed.size(), required.size(), each(failed))));
    }
    if (posture.basis() != Basis.READING) {
      Caveat doubt = posture.doubt().orElseThrow();
      return ConditionValue.unknown(doubt.reason(), doubt.message());
    }
    List<Checked> unknown = with(CheckResult.UNKNOWN, required);
    return unknown.isEmpty()
        ? ConditionValue.isTrue(
            Reasons.REQUIREMENTS_MET,
            said("every requirement on the cluster is met: %d of them".formatted(required.size())))
        : ConditionValue.unknown(unknown.getFirst().reason(), said(each(unknown)));
  }

  private ConditionValue version(Checked check) {
    return switch (check.result()) {
      case PASS -> ConditionValue.isTrue(Reasons.VERSION_SUPPORTED, said(check.message()));
      case FAIL -> ConditionValue.isFalse(Reasons.VERSION_NOT_SUPPORTED, said(check.message()));
      case UNKNOWN ->
          posture.basis() != Basis.READING
              ? ConditionValue.unknown(check.reason(), posture.doubt().orElseThrow().message())
              : ConditionValue.unknown(check.reason(), said(check.name() + ": " + check.message()));
    };
  }

  private static List<Checked> with(CheckResult result, List<Checked> checks) {
    return checks.stream().filter(check -> check.result() == result).toList();
  }

  /** All names come first, for the end of a long text is cut off. */
  private static String each(List<Checked> checks) {
    String details =
        checks.stream()
            .map(check -> check.name() + ": " + check.message())
            .collect(Collectors.joining("; "));
    return checks.size() == 1
        ? details
        : "%s (%s)"
            .formatted(
                checks.stream().map(Checked::name).collect(Collectors.joining(", ")), details);
  }

  /** With the doubt that an old reading casts on everything. */
  private String said(String message) {
    Optional<String> doubt = posture.doubt().map(Caveat::message);
    return Stream.concat(Stream.of(message), doubt.stream()).collect(Collectors.joining("; "));
  }
}
