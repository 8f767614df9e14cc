package io.securitybaseline.report.policy;

import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.report.CheckSource;
import io.securitybaseline.report.CheckSources;
import io.securitybaseline.report.ReportedSubject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results and the summary of a report.
 *
 * @param summary how many results there are of each kind, all of them; one {@code pass} for each
 *     subject that meets the baseline
 * @param results the most severe first, at most {@link #MOST_RESULTS}; what passes is only counted
 */
public record ReportContent(Map<String, Integer> summary, List<Map<String, Object>> results) {

  /** The most results in a report: a tenant has as many objects with findings as it likes. */
  public static final int MOST_RESULTS = 250;

  /** The longest message of a result in bytes. */
  static final int MESSAGE_BYTES = 1024;

  private static final List<String> KINDS = List.of("pass", "fail", "warn", "error", "skip");

  /** The versions of the kinds that subjects have; a node pool or a cluster is no object. */
  private static final Map<String, String> VERSIONS =
      Map.ofEntries(
          Map.entry("Namespace", "v1"),
          Map.entry("Pod", "v1"),
          Map.entry("Node", "v1"),
          Map.entry("ServiceAccount", "v1"),
          Map.entry("Deployment", "apps/v1"),
          Map.entry("StatefulSet", "apps/v1"),
          Map.entry("DaemonSet", "apps/v1"),
          Map.entry("ReplicaSet", "apps/v1"),
          Map.entry("Job", "batch/v1"),
          Map.entry("CronJob", "batch/v1"),
          Map.entry("Role", "rbac.authorization.k8s.io/v1"),
          Map.entry("ClusterRole", "rbac.authorization.k8s.io/v1"),
          Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"),
          Map.entry("ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
          Map.entry("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1"),
          Map.entry("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1"));

  private static final Comparator<Found> ORDER =
      Comparator.comparing(Found::finding, Comparator.comparing(Finding::severity).reversed())
          .thenComparing(found -> found.subject().control().id())
          .thenComparing(found -> found.subject().kind())
          .thenComparing(found -> found.subject().name())
          .thenComparing(found -> found.subject().uid())
          .thenComparing(found -> found.finding().reason())
          .thenComparing(found -> found.finding().message());

  public ReportContent {
    results = List.copyOf(results);
  }

  /** The content for these subjects, in any order. */
  public static ReportContent of(Collection<ReportedSubject> subjects) {
    Map<String, Integer> summary = new LinkedHashMap<>();
    KINDS.forEach(kind -> summary.put(kind, 0));
    List<Found> found = new ArrayList<>();
    for (ReportedSubject subject : subjects) {
      subject.findings().forEach(finding -> found.add(new Found(subject, finding)));
      if (subject.findings().stream().allMatch(ReportContent::isAside)) {
        summary.merge(
            subject.findings().stream().anyMatch(ReportContent::isExemption) ? "skip" : "pass",
            1,
            Integer::sum);
      }
    }
    found.stream()
        .filter(each -> !isExemption(each.finding()))
        .forEach(each -> summary.merge(result(each.finding()), 1, Integer::sum));
    return new ReportContent(
        summary,
        found.stream().sorted(ORDER).limit(MOST_RESULTS).map(ReportContent::result).toList());
  }

  private static boolean isAside(Finding finding) {
    return finding.severity() == Severity.NOTE;
  }

  private static boolean isExemption(Finding finding) {
    return finding.reason().equals(Reasons.EXEMPT);
  }

  private static Map<String, Object> result(Found found) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("source", Ownership.MANAGER);
    result.put("policy", found.subject().control().id());
    result.put("rule", found.finding().reason());
    result.put("resources", List.of(resource(found.subject())));
    result.put("result", result(found.finding()));
    result.put("severity", severity(found.finding()));
    result.put("message", Excerpt.of(found.finding().message(), MESSAGE_BYTES));
    if (isAside(found.finding())) {
      result.put("scored", false);
    }
    result.put("properties", properties(found));
    return result;
  }

  private static Map<String, String> resource(ReportedSubject subject) {
    Map<String, String> resource = new LinkedHashMap<>();
    Optional.ofNullable(VERSIONS.get(subject.kind()))
        .ifPresent(version -> resource.put("apiVersion", version));
    resource.put("kind", subject.kind());
    if (!subject.namespace().isEmpty() && !subject.kind().equals("Namespace")) {
      resource.put("namespace", subject.namespace());
    }
    resource.put("name", subject.name());
    if (!subject.uid().isEmpty()) {
      resource.put("uid", subject.uid());
    }
    return resource;
  }

  private static Map<String, String> properties(Found found) {
    Map<String, String> properties = new LinkedHashMap<>();
    Optional<CheckSource> source =
        CheckSources.bundled().find(found.subject().control().id(), found.finding().reason());
    source.ifPresent(row -> {
      put(properties, "cis", String.join(", ", row.cis()));
      put(properties, "mcsb", String.join(", ", row.mcsb()));
      put(properties, "page", row.page());
    });
    found.subject().exemptUntil().ifPresent(date -> properties.put("exemptUntil", date));
    return properties;
  }

  private static void put(Map<String, String> properties, String name, String value) {
    if (!value.isEmpty()) {
      properties.put(name, value);
    }
  }

  /** What the specification of the reports means by each: a note is found, and not scored. */
  private static String result(Finding finding) {
    if (isExemption(finding)) {
      return "skip";
    }
    return switch (finding.severity()) {
      case VIOLATION -> "fail";
      case UNKNOWN -> "error";
      case NOTE -> "warn";
    };
  }

  private static String severity(Finding finding) {
    return switch (finding.severity()) {
      case VIOLATION -> "high";
      case UNKNOWN -> "medium";
      case NOTE -> "info";
    };
  }

  private record Found(ReportedSubject subject, Finding finding) {}
}
