package io.securitybaseline.cli.report;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.cli.inventory.AskedMemberships;
import io.securitybaseline.cli.inventory.ListedSituation;
import io.securitybaseline.cli.inventory.LiveCluster;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.ReportedSubjects;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.ReportedSubject;
import io.securitybaseline.report.StatusReport;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.Unevaluated;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates all controls in a cluster once, as the operator does in its passes, and makes the same
 * status of it. It changes nothing.
 */
final class ClusterEvaluation {

  private final List<ControlModule> modules;
  private final LiveCluster cluster;
  private final EvaluationInput input;
  private final Instant now;
  private final List<ReportedSubject> subjects = new ArrayList<>();

  /**
   * What was found.
   *
   * @param subjects in the order of the controls
   * @param status as the operator would write it
   */
  record Result(List<ReportedSubject> subjects, SecurityBaselineStatus status) {

    Result {
      subjects = List.copyOf(subjects);
    }
  }

  private ClusterEvaluation(
      List<ControlModule> modules, LiveCluster cluster, EvaluationInput input, Instant now) {
    this.modules = modules;
    this.cluster = cluster;
    this.now = now;
    this.input = input;
  }

  /**
   * Evaluates everything.
   *
   * @param directory answers what has to be known of users and groups
   */
  static Result of(
      List<ControlModule> modules,
      LiveCluster cluster,
      Function<DirectoryQuestions, Memberships> directory,
      Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Situation situation =
        ListedSituation.of(
                modules, cluster.inventory(), cluster.evaluated(), cluster.entra(), today)
            .probed(cluster.probes());
    CurrentFacts facts = CurrentFacts.unobserved(now);
    Memberships memberships =
        AskedMemberships.of(
            modules, input(cluster, situation, facts), cluster.inventory().scopes(), directory);
    EvaluationInput input = input(cluster, situation, facts.with(memberships));
    return new ClusterEvaluation(modules, cluster, input, now).result();
  }

  private static EvaluationInput input(
      LiveCluster cluster, Situation situation, CurrentFacts facts) {
    return new EvaluationInput(cluster.inventory(), situation, Records.NONE, facts);
  }

  private Result result() {
    List<ControlReport> reports = modules.stream().filter(this::isOn).map(this::report).toList();
    SecurityBaselineSpec spec = cluster.evaluated().spec();
    return new Result(
        subjects, StatusReport.of(0, Modes.strongest(modules, spec), reports, List.of(), now));
  }

  private boolean isOn(ControlModule module) {
    return Modes.of(module, cluster.evaluated().spec()) != Mode.OFF;
  }

  private ControlReport report(ControlModule module) {
    Tally.Collector tally = new Tally.Collector();
    for (Scope scope : cluster.inventory().scopes()) {
      for (Evaluation each : evaluated(module, scope)) {
        add(module, scope, each);
        counted(each).ifPresent(tally::add);
      }
    }
    List<Evaluation> whole = evaluated(module, new Scope.WholeCluster());
    whole.forEach(each -> add(module, new Scope.WholeCluster(), each));
    List<Decision> decisions = whole.stream().map(Evaluation::decision).toList();
    int namespaces = (int) cluster.inventory().all(Namespace.class).count();
    return module.report(
        new ReportInput(
            Modes.of(module, cluster.evaluated().spec()),
            input.situation(),
            tally.result(),
            whole,
            decisions.stream()
                .flatMap(decision -> decision.findings().stream())
                .sorted(Finding.MOST_SEVERE_FIRST)
                .toList(),
            decisions.stream().mapToInt(Decision::planned).sum(),
            new Progress("namespaces", namespaces, namespaces),
            Unevaluated.Kinds.NONE,
            cluster.live().map(SecurityBaseline::getStatus).stream()
                .flatMap(status -> module.annotationRemovals(status).stream())
                .toList()));
  }

  /** A bug of a control must not hide what the others find. */
  private List<Evaluation> evaluated(ControlModule module, Scope scope) {
    try {
      return module.evaluate(input, scope).toList();
    } catch (RuntimeException e) {
      return List.of(
          Evaluation.failed(Subject.CLUSTER, new Applicability.Audited(Optional.empty()), null, e));
    }
  }

  private void add(ControlModule module, Scope scope, Evaluation evaluation) {
    Decision decision = evaluation.decision();
    decision
        .state()
        .ifPresent(state ->
            subjects.add(
                ReportedSubjects.of(
                    module.descriptor().id(), scope, evaluation, state, decision.findings())));
  }

  private static Optional<Tally.Counted> counted(Evaluation evaluation) {
    Decision decision = evaluation.decision();
    return decision
        .state()
        .map(state ->
            new Tally.Counted(
                evaluation.subject().namespace(),
                evaluation.subject().name(),
                state,
                decision.findings(),
                decision.planned(),
                evaluation.traits().counters()));
  }
}
