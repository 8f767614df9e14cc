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
import org.jspecify.annotations.Nullable;

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
      Finding worst = each.state().isPresent() ? worst(each.findings(), reasons) : null;
      if (worst != null) {
        found.add(new TenantFinding(name(scoped, each), worst));
      }
    }
    found.sort(WORST_FIRST);
    return found.size() > Tally.WORST ? found.subList(0, Tally.WORST) : found;
  }

  private static @Nullable Finding worst(List<Finding> findings, Set<String> reasons) {
    Finding worst = null;
    for (Finding finding : findings) {
      if (finding.severity() != Severity.NOTE
          && reasons.contains(finding.reason())
          && (worst == null || finding.severity().compareTo(worst.severity()) > 0)) {
        worst = finding;
      }
    }
    return worst;
  }

  private static String name(ScopedObject scoped, Enforced enforced) {
    var subject = enforced.evaluation().subject();
    return scoped.is(subject) ? TenantFinding.WHOLE : subject.kind() + " " + subject.name();
  }
}
