package io.securitybaseline.cli.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.cli.inventory.LiveCluster;
import io.securitybaseline.cli.report.Report.ControlSummary;
import io.securitybaseline.cli.report.Report.ExemptionRow;
import io.securitybaseline.cli.report.Report.NamespaceRow;
import io.securitybaseline.cli.report.Report.ReportedCondition;
import io.securitybaseline.client.BuildInfo;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.report.CheckSources;
import io.securitybaseline.report.ReportedResult;
import io.securitybaseline.report.ReportedSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the report of what was evaluated, and of what the operator reported. */
final class ReportBuilder {

  private final List<ControlModule> modules;
  private final LiveCluster cluster;
  private final ClusterEvaluation.Result evaluated;
  private final ReportedStatus reported;
  private final Instant now;

  private ReportBuilder(
      List<ControlModule> modules,
      LiveCluster cluster,
      Function<DirectoryQuestions, Memberships> directory,
      Instant now) {
    this.modules = modules;
    this.cluster = cluster;
    this.reported = new ReportedStatus(cluster.live());
    this.evaluated = ClusterEvaluation.of(modules, cluster, directory, now);
    this.now = now;
  }

  /**
   * The report of a cluster.
   *
   * @param directory answers what has to be known of users and groups
   */
  static Report of(
      List<ControlModule> modules,
      LiveCluster cluster,
      Function<DirectoryQuestions, Memberships> directory,
      String server,
      Instant now) {
    return new ReportBuilder(modules, cluster, directory, now).report(server);
  }

  private Report report(String server) {
    CheckSources sources = CheckSources.bundled();
    SecurityBaselineStatus status = evaluated.status();
    List<String> notes = new ArrayList<>(cluster.entra().notes());
    notes.addAll(reported.notes());
    return new Report(
        server,
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        BuildInfo.version(),
        new TreeMap<>(Map.of("cis", sources.cis(), "mcsb", sources.mcsb())),
        modules.stream().map(this::summary).toList(),
        evaluated.subjects().stream()
            .flatMap(subject -> findings(subject, sources))
            .sorted(ReportedFinding.ORDER)
            .toList(),
        namespaces(),
        exemptions(),
        status.nodes() == null ? List.of() : status.nodes().pools(),
        SecurityBaselineStatus.probesOf(status),
        reported.checks(),
        notes);
  }

  private Stream<ReportedFinding> findings(ReportedSubject subject, CheckSources sources) {
    return subject.findings().stream()
        .flatMap(finding -> reported.asReported(subject, finding).stream())
        .map(finding -> ReportedFinding.of(subject, finding, sources));
  }

  private ControlSummary summary(ControlModule module) {
    SecurityBaselineSpec spec = cluster.baseline().getSpec();
    SortedMap<String, Integer> subjects = new TreeMap<>();
    evaluated.subjects().stream()
        .filter(subject -> subject.control().equals(module.descriptor().id()))
        .forEach(subject -> subjects.merge(subject.result().toString(), 1, Integer::sum));
    return new ControlSummary(
        module.descriptor().id().id(),
        Modes.of(module, spec).toString(),
        evaluated.status().conditions().stream()
            .filter(condition -> module.descriptor().conditions().contains(condition.getType()))
            .map(reported::asReported)
            .map(ReportBuilder::condition)
            .toList(),
        subjects);
  }

  private static ReportedCondition condition(Condition condition) {
    return new ReportedCondition(
        condition.getType(), condition.getStatus(), condition.getReason(), condition.getMessage());
  }

  /** Namespaces that no control evaluates are left out. */
  private List<NamespaceRow> namespaces() {
    SortedMap<String, SortedMap<String, ReportedResult>> rows = new TreeMap<>();
    for (ReportedSubject subject : evaluated.subjects()) {
      String namespace = subject.kind().equals("Namespace") ? subject.name() : subject.namespace();
      if (!namespace.isEmpty()) {
        rows.computeIfAbsent(namespace, _ -> new TreeMap<>())
            .merge(subject.control().id(), subject.result(), ReportBuilder::worse);
      }
    }
    return rows.entrySet().stream()
        .filter(row -> cluster.inventory().find(Namespace.class, row.getKey()).isPresent())
        .map(row -> new NamespaceRow(row.getKey(), texts(row.getValue())))
        .toList();
  }

  private static ReportedResult worse(ReportedResult one, ReportedResult other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Map<String, String> texts(SortedMap<String, ReportedResult> results) {
    SortedMap<String, String> texts = new TreeMap<>();
    results.forEach((control, result) -> texts.put(control, result.toString()));
    return texts;
  }

  private List<ExemptionRow> exemptions() {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return cluster.baseline().getSpec().exemptions().stream()
        .map(exemption -> row(exemption, today))
        .sorted(Comparator.comparing(ExemptionRow::expiresOn).thenComparing(ExemptionRow::name))
        .toList();
  }

  private static ExemptionRow row(Exemption exemption, LocalDate today) {
    return new ExemptionRow(
        exemption.name(),
        String.valueOf(exemption.control()),
        Stream.concat(exemption.namespaces().stream(), exemption.nodePools().stream()).toList(),
        exemption.reason(),
        exemption.owner(),
        exemption.expiresOn(),
        !exemption.inForceOn(today));
  }
}
