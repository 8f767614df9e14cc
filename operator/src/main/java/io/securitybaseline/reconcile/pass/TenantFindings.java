package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TenantFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Selects the findings that are reported to the tenant of a namespace as events. */
final class TenantFindings {

  private static final Comparator<TenantFinding> WORST_FIRST =
      Comparator.comparing(TenantFinding::finding, Finding.MOST_SEVERE_FIRST)
          .thenComparing(TenantFinding::subject);

  private TenantFindings() {}

  /**
   * Not just the most severe: a rejected change does not mean that what was found before is gone.
   */
  static List<TenantFinding> of(
      ControlModule module, ScopedObject scoped, List<Enforced> enforced) {
    Set<String> reasons = module.descriptor().tenantReasons();
    List<TenantFinding> found = new ArrayList<>();
    for (Enforced each : enforced) {
      if (each.state().isPresent() && !each.findings().isEmpty()) {
        each.findings().stream()
            .filter(finding -> finding.severity() != Severity.NOTE)
            .filter(finding -> reasons.contains(finding.reason()))
            .min(Comparator.comparing(Finding::severity).reversed())
            .ifPresent(finding -> found.add(new TenantFinding(name(scoped, each), finding)));
      }
    }
    found.sort(WORST_FIRST);
    return found.size() > Tally.WORST ? found.subList(0, Tally.WORST) : found;
  }

  private static String name(ScopedObject scoped, Enforced enforced) {
    var subject = enforced.evaluation().subject();
    return scoped.is(subject) ? TenantFinding.WHOLE : subject.kind() + " " + subject.name();
  }
}
