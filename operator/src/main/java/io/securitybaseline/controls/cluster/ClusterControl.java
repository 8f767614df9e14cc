package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.cluster.Posture.Basis;
import io.securitybaseline.controls.cluster.Posture.Caveat;
import io.securitybaseline.controls.cluster.Posture.Checked;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Evaluates the settings of the cluster in Azure. It only reports. */
public final class ClusterControl implements Control<AzureSnapshot> {

  private static final Caveat NOT_CONFIGURED =
      new Caveat(
          Reasons.NOT_CONFIGURED,
          "the settings of the cluster are unknown: set spec.cluster.resourceId (docs/azure.md), or"
              + " spec.cluster.mode to \"Off\" to switch this control off");

  private static final Caveat NOT_READ_YET =
      new Caveat(Reasons.NOT_READ_YET, "Azure has not been read yet since the operator started");

  @Override
  public Verdict evaluate(AzureSnapshot snapshot, Baseline baseline) {
    return verdict(posture(snapshot, baseline.spec().cluster().require()));
  }

  /** What the checks amount to. */
  static Verdict verdict(Posture posture) {
    List<Finding> findings =
        posture.checks().stream()
            .filter(check -> check.result() != CheckResult.PASS)
            .map(ClusterControl::finding)
            .sorted(Finding.MOST_SEVERE_FIRST)
            .toList();
    return new Verdict(findings, List.of(), List.of());
  }

  /** Every check with its answer, where nothing is known of what runs in the cluster. */
  public Posture posture(AzureSnapshot snapshot, ClusterRequirements require) {
    return posture(snapshot, Components.NONE, require);
  }

  /** Every check with its answer. */
  Posture posture(AzureSnapshot snapshot, Components components, ClusterRequirements require) {
    return switch (snapshot.reading()) {
      case Reading.Fresh(ManagedClusterFacts facts, _) ->
          evaluated(subject(facts, require, snapshot, components), Optional.empty());
      case Reading.Stale(ManagedClusterFacts facts, Instant readAt, Failure why) ->
          evaluated(subject(facts, require, snapshot, components), Optional.of(stale(readAt, why)));
      case Reading.Failed(Failure why) ->
          unknown(
              new Caveat(
                  why.kind().reason(),
                  "the cluster's settings could not be read from Azure: " + why.message()),
              require,
              components,
              Basis.NOTHING);
      case Reading.Pending() -> unknown(NOT_READ_YET, require, components, Basis.AWAITED);
      case Reading.NotConfigured() ->
          unknown(NOT_CONFIGURED, require, components, Basis.NOT_CONFIGURED);
    };
  }

  private static CheckInput subject(
      ManagedClusterFacts facts,
      ClusterRequirements require,
      AzureSnapshot snapshot,
      Components components) {
    return new CheckInput(
        facts, require, snapshot.today(), snapshot.engines(), components, snapshot.probes());
  }

  /** The time, not the age, which would change the message every minute. */
  private static Caveat stale(Instant readAt, Failure why) {
    return new Caveat(
        why.kind().reason(),
        "as of %s, after which Azure could not be read: %s"
            .formatted(readAt.truncatedTo(ChronoUnit.SECONDS), why.message()));
  }

  private static Posture evaluated(CheckInput subject, Optional<Caveat> doubt) {
    return new Posture(
        Basis.READING,
        subject.cluster().version().map(KubernetesVersion::toString),
        doubt,
        checks(subject.require(), check -> evaluate(check, subject)));
  }

  /** What runs in the cluster is known nevertheless. */
  private static Posture unknown(
      Caveat doubt, ClusterRequirements require, Components components, Basis basis) {
    return new Posture(
        basis,
        Optional.empty(),
        Optional.of(doubt),
        checks(
            require,
            check ->
                check instanceof InClusterCheck seen
                    ? seen.evaluate(components)
                    : CheckEvaluation.unknown(doubt.reason(), doubt.message())));
  }

  private static List<Checked> checks(
      ClusterRequirements require, Function<Check, CheckEvaluation> judging) {
    return Checks.ALL.stream()
        .map(check -> {
          CheckEvaluation outcome = judging.apply(check);
          return new Checked(
              check.name(),
              check.isRequired(require),
              outcome.result(),
              outcome.reason(),
              outcome.message());
        })
        .toList();
  }

  /** A check that fails itself costs no more than its own answer. */
  private static CheckEvaluation evaluate(Check check, CheckInput subject) {
    try {
      return check.evaluate(subject);
    } catch (RuntimeException e) {
      return CheckEvaluation.unknown(
          io.securitybaseline.control.Reasons.CONTROL_FAILED,
          "the check itself failed, a bug in the operator: " + e);
    }
  }

  private static Finding finding(Checked check) {
    if (!check.required()) {
      return Finding.note(check.name(), check.message());
    }
    return check.result() == CheckResult.FAIL
        ? Finding.violation(
            check.reason().isEmpty() ? check.name() : check.reason(), check.message())
        : Finding.unknown(check.name(), check.message());
  }
}
