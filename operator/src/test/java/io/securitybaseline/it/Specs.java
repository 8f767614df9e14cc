package io.securitybaseline.it;

import io.securitybaseline.report.policy.ReportKind;

/** Specs that many tests use. */
final class Specs {

  /** The test cluster has no engine of its own, so that one has to be named. */
  static final String ENFORCE_ON_CALICO =
      """
      mode: Enforce
      instanceMetadata: {engine: Calico}
      """;

  static final String AUDIT_ON_CALICO =
      """
      mode: Audit
      instanceMetadata: {engine: Calico}
      """;

  private Specs() {}

  static String auditWithReports(ReportKind kind) {
    return AUDIT_ON_CALICO
        + "reports: %s\n"
            .formatted(kind == ReportKind.OPEN_REPORTS ? "OpenReports" : "PolicyReport");
  }
}
