package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.cluster.Posture.Basis;
import io.securitybaseline.controls.cluster.Posture.Caveat;
import io.securitybaseline.controls.cluster.Posture.Checked;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.report.ConditionDraft;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report of the cluster's settings in Azure. */
public record ClusterReport(Posture posture) implements ControlReport {

  static final String HARDENED = "ClusterHardened";
  static final String VERSION_SUPPORTED = "KubernetesVersionSupported";

  /**
   * The longest message of a check in bytes. There are many of them, yet a command with names as
   * long as Azure allows has to be whole.
   */
  static final int CHECK_BYTES = 640;

  /** The report of the posture that was evaluated in this pass. */
  public static ClusterReport of(ReportInput input) {
    return new ClusterReport(
        input.cluster().stream()
            .map(Evaluation::detail)
            .filter(Posture.class::isInstance)
            .map(Posture.class::cast)
            .findFirst()
            .orElseGet(() -> failed(Finding.controlFailed())));
  }

  /** The evaluation itself failed: nothing is known of the cluster. */
  private static Posture failed(Finding fault) {
    return new Posture(
        Basis.FAILED,
        Optional.empty(),
        Optional.of(new Caveat(fault.reason(), fault.message())),
        List.of());
  }

  @Override
  public Progress progress() {
    return new Progress("readings from Azure", posture.basis() == Basis.AWAITED ? 0 : 1, 1);
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(HARDENED, hardened());
    posture.checks().stream()
        .filter(Checked::isOfVersion)
        .filter(Checked::required)
        .findFirst()
        .ifPresent(check -> conditions.put(VERSION_SUPPORTED, version(check)));
    return conditions;
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.section(
        new ClusterStatus(
            reachable(),
            posture.version().orElse(null),
            posture.checks().stream()
                .map(check ->
                    new ClusterCheck(
                        check.name(),
                        check.required(),
                        check.result(),
                        message(check, draft.level())))
                .toList()));
  }

  private @Nullable Boolean reachable() {
    return switch (posture.basis()) {
      case NOT_CONFIGURED, AWAITED, FAILED -> null;
      case NOTHING, READING -> posture.doubt().isEmpty();
    };
  }

  /** What is the same for all, the conditions report. */
  private @Nullable String message(Checked check, TrimLevel level) {
    return posture.basis() == Basis.READING ? level.text(check.message(), CHECK_BYTES) : null;
  }

  private ConditionValue hardened() {
    List<Checked> required =
        posture.checks().stream()
            .filter(Checked::required)
            .filter(check -> !check.isOfVersion())
            .toList();
    List<Checked> failed = with(CheckResult.FAIL, required);
    ConditionValue found =
        new ConditionDraft(Tally.NONE, problems(required, failed), Reasons.REQUIREMENTS_MET)
            .condition(problem ->
                problem
                    .map(Finding::message)
                    .orElseGet(() ->
                        withCaveat(
                            "every requirement on the cluster is met: %d of them"
                                .formatted(required.size()))));
    return found.withHeadline(
        switch (found.status()) {
          case ConditionValue.TRUE -> "cluster requirements met";
          case ConditionValue.FALSE ->
              "%d of %d cluster requirements not met".formatted(failed.size(), required.size());
          default -> "cluster: " + found.reason();
        });
  }

  private List<Finding> problems(List<Checked> required, List<Checked> failed) {
    if (!failed.isEmpty()) {
      return List.of(
          Finding.violation(
              Reasons.REQUIREMENTS_NOT_MET,
              withCaveat(
                  "%d of %d requirements on the cluster are not met: %s"
                      .formatted(failed.size(), required.size(), each(failed)))));
    }
    if (posture.basis() != Basis.READING) {
      Caveat caveat = posture.doubt().orElseThrow();
      return List.of(Finding.unknown(caveat.reason(), caveat.message()));
    }
    List<Checked> unknown = with(CheckResult.UNKNOWN, required);
    return unknown.stream()
        .limit(1)
        .map(first -> Finding.unknown(first.reason(), withCaveat(each(unknown))))
        .toList();
  }

  private ConditionValue version(Checked check) {
    String version = posture.version().map(it -> "Kubernetes " + it).orElse("Kubernetes version");
    return switch (check.result()) {
      case PASS ->
          ConditionValue.ofTrue(Reasons.VERSION_SUPPORTED, withCaveat(check.message()))
              .withHeadline(version + " supported");
      case FAIL ->
          ConditionValue.ofFalse(Reasons.VERSION_NOT_SUPPORTED, withCaveat(check.message()))
              .withHeadline(version + " not supported");
      case UNKNOWN ->
          posture.basis() != Basis.READING
              ? ConditionValue.unknown(check.reason(), posture.doubt().orElseThrow().message())
                  .withHeadline("cluster: " + check.reason())
              : ConditionValue.unknown(
                      check.reason(), withCaveat(check.name() + ": " + check.message()))
                  .withHeadline("Kubernetes version: " + check.reason());
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

  /** With the caveat that an old reading adds to everything. */
  private String withCaveat(String message) {
    Optional<String> caveat = posture.doubt().map(Caveat::message);
    return Stream.concat(Stream.of(message), caveat.stream()).collect(Collectors.joining("; "));
  }
}
