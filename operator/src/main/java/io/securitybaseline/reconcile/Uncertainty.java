package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.NameList;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.reconcile.WatchHealth.Outage;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.UncertainReport;
import io.securitybaseline.report.UncertainReport.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Removes from a report the claims that depend on a broken watch or on a failed pass. */
final class Uncertainty {

  static final String CACHE_STALE = "CacheStale";
  static final String RECONCILE_FAILED = "ReconcileFailed";

  private static final NameList KINDS = new NameList(3, 63);

  private final WatchHealth watches;
  private final Failures failures;

  Uncertainty(WatchHealth watches, Failures failures) {
    this.watches = watches;
    this.failures = failures;
  }

  /** The report of the control, without claims that cannot be verified now. */
  ControlReport applyTo(ControlModule module, ControlReport report) {
    ControlId control = module.descriptor().id();
    SortedMap<String, Outage> outages = watches.outages(control);
    boolean isOn = !report.conditions().isEmpty();
    if (!outages.isEmpty() && (isOn || outages.containsKey(WatchedKinds.BASELINE))) {
      return new UncertainReport(report, stale(outages), Scope.EVERYTHING);
    }
    if (isOn && watches.isHeld(control)) {
      return new UncertainReport(
          report,
          ConditionValue.unknown(
              CACHE_STALE, "every kind is watched again, and is being read again"),
          Scope.EVERYTHING);
    }
    return failed(module)
        .<ControlReport>map(message ->
            new UncertainReport(
                report, ConditionValue.unknown(RECONCILE_FAILED, message), Scope.CLAIMS))
        .orElse(report);
  }

  private Optional<String> failed(ControlModule module) {
    Stream<ReconcileFailures> ofNamespaces =
        module.scopes().contains(Namespace.class)
            ? Stream.of(failures.namespaces())
            : Stream.empty();
    Stream<ReconcileFailures> ofBindings =
        module.scopes().contains(ClusterRoleBinding.class)
            ? Stream.of(failures.clusterRoleBindings())
            : Stream.empty();
    return Stream.concat(ofNamespaces, ofBindings)
        .flatMap(each -> each.message().stream())
        .findFirst();
  }

  /** The message does not change while the outage lasts, unless its cause does. */
  private static ConditionValue stale(SortedMap<String, Outage> outages) {
    Outage first =
        outages.values().stream()
            .min(Comparator.comparing(Outage::since).thenComparing(Outage::kind))
            .orElseThrow();
    List<String> kinds =
        Stream.concat(
                Stream.of(first.kind()),
                outages.keySet().stream().filter(kind -> !kind.equals(first.kind())))
            .toList();
    return ConditionValue.unknown(
        CACHE_STALE,
        "%s not watched since %s, %s; nothing is changed until the watch works again"
            .formatted(KINDS.of(kinds), first.since(), first.cause()));
  }
}
