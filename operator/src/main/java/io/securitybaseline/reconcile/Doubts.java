package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.NameList;
import io.securitybaseline.reconcile.WatchHealth.Outage;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.UncertainReport;
import io.securitybaseline.report.UncertainReport.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Keeps a report from claiming what rests on a broken watch or on a pass that failed. */
final class Doubts {

  static final String CACHE_STALE = "CacheStale";
  static final String RECONCILE_FAILED = "ReconcileFailed";

  private static final NameList KINDS = new NameList(3, 63);

  private final WatchHealth watches;
  private final Failures failures;

  Doubts(WatchHealth watches, Failures failures) {
    this.watches = watches;
    this.failures = failures;
  }

  /** The report of the control, without claims that cannot be verified now. */
  ControlReport applyTo(ControlId control, ControlReport report) {
    SortedMap<String, Outage> outages = watches.outages(control);
    boolean isOn = !report.standings().isEmpty();
    if (!outages.isEmpty() && (isOn || outages.containsKey(WatchedKinds.BASELINE))) {
      return new UncertainReport(report, stale(outages), Scope.EVERYTHING);
    }
    if (isOn && watches.isHeld(control)) {
      return new UncertainReport(
          report,
          ConditionValue.unknown(CACHE_STALE, "every kind is watched again, and is read anew"),
          Scope.EVERYTHING);
    }
    return failed(control)
        .<ControlReport>map(message ->
            new UncertainReport(
                report, ConditionValue.unknown(RECONCILE_FAILED, message), Scope.CLAIMS))
        .orElse(report);
  }

  private Optional<String> failed(ControlId control) {
    List<ReconcileFailures> concerning = new ArrayList<>();
    if (WatchedKinds.reads(control, "NetworkPolicy")
        || WatchedKinds.reads(control, "RoleBinding")) {
      concerning.add(failures.namespaces());
    }
    if (WatchedKinds.reads(control, "ClusterRoleBinding")) {
      concerning.add(failures.clusterRoleBindings());
    }
    return concerning.stream().flatMap(each -> each.message().stream()).findFirst();
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
