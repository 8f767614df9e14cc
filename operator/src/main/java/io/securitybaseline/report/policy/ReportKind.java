package io.securitybaseline.report.policy;

import io.securitybaseline.api.spec.Reports;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of policy reports. Both have the same fields, but for those of the report as a whole. */
public enum ReportKind {
  /** Of OpenReports, {@code github.com/openreports/reports-api}. */
  OPEN_REPORTS(Reports.OPEN_REPORTS, "openreports.io", "v1alpha1", "Report"),
  /** Of the policy working group, as Kyverno and Policy Reporter have it. */
  POLICY_REPORT(Reports.POLICY_REPORT, "wgpolicyk8s.io", "v1alpha2", "PolicyReport");

  /** The name of every report of the operator. */
  public static final String NAME = "security-baseline";

  /** The annotation with the hash of a report's content. */
  public static final String HASH = "securitybaseline.io/content-hash";

  private final Reports value;
  private final String group;
  private final String version;
  private final String namespaced;

  ReportKind(Reports value, String group, String version, String namespaced) {
    this.value = value;
    this.group = group;
    this.version = version;
    this.namespaced = namespaced;
  }

  /** The kind that the spec asks for; empty where it asks for none. */
  public static Optional<ReportKind> of(Reports value) {
    return List.of(values()).stream().filter(kind -> kind.value == value).findFirst();
  }

  public String group() {
    return group;
  }

  public String version() {
    return version;
  }

  public String apiVersion() {
    return group + "/" + version;
  }

  /** The kind of the reports of namespaces. */
  public String namespaced() {
    return namespaced;
  }

  /** The kind of the report of the cluster. */
  public String cluster() {
    return "Cluster" + namespaced;
  }

  /** The kind of a report. */
  public String kind(@Nullable String namespace) {
    return namespace == null ? cluster() : namespaced;
  }

  /** The definition without which there is no report of a namespace. */
  public String definition() {
    return plural(namespaced) + "." + group;
  }

  /** The plural of one of the two kinds, as it is in paths. */
  public static String plural(String kind) {
    return kind.toLowerCase(Locale.ROOT) + "s";
  }
}
