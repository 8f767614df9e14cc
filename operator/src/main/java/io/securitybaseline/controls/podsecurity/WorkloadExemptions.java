package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.kubernetes.Glob;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The exemptions that cover single workloads of a namespace, and not all of it. */
final class WorkloadExemptions {

  private final List<Exemption> here;
  private final LocalDate today;

  /**
   * @param today the day, UTC, by which they are evaluated
   */
  WorkloadExemptions(SecurityBaselineSpec spec, String namespace, LocalDate today) {
    this.here =
        spec.exemptions().stream()
            .filter(each -> each.control() == ExemptedControl.POD_SECURITY)
            .filter(each -> !each.workloads().isEmpty())
            .filter(each -> Glob.anyMatches(each.namespaces(), namespace))
            .toList();
    this.today = today;
  }

  /** The one in force that covers the workload. */
  Optional<Exemption> inForce(Owner owner) {
    return first(owner, each -> each.inForceOn(today));
  }

  /** One past its date that covered the workload. */
  Optional<Exemption> expired(Owner owner) {
    return first(owner, each -> !each.inForceOn(today));
  }

  private Optional<Exemption> first(Owner owner, Predicate<Exemption> condition) {
    return here.stream()
        .filter(each -> Glob.anyMatches(each.workloads(), owner.toString()))
        .filter(condition)
        .findFirst();
  }
}
