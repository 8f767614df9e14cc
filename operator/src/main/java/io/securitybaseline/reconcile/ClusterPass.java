package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.Mode;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Disposition.Audited;
import io.securitybaseline.control.Disposition.Enforced;
import io.securitybaseline.control.Disposition.Exempt;
import io.securitybaseline.control.Disposition.NotConcerned;
import io.securitybaseline.control.Disposition.OutsideRollout;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.observe.ClusterScopeSnapshot;
import io.securitybaseline.report.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One look at the cluster-wide objects of a control. */
final class ClusterPass {

  /** There is but one such object: asking every half minute costs nothing worth counting. */
  private static final int CLUSTER_WIDE_FAILURES = 3;

  private final Control<ClusterScopeSnapshot> control;
  private final LiveNamespaces live;
  private final Ledger ledger;
  private final Applier applier;
  private final Backoff backoff;

  ClusterPass(
      Control<ClusterScopeSnapshot> control,
      LiveNamespaces live,
      Ledger ledger,
      Applier applier,
      Backoff backoff) {
    this.control = new CarefulControl<>(control, _ -> "cluster");
    this.live = live;
    this.ledger = ledger;
    this.applier = applier;
    this.backoff = backoff;
  }

  /**
   * What came of it.
   *
   * @param planned changes that Enforce would make
   * @param remaining changes that have not taken effect yet and may still do so
   * @param again when to look once more though nothing should happen till then
   */
  record Done(List<Finding> findings, int planned, int remaining, Optional<Duration> again) {}

  Done over(CurrentSituation.Edition edition) {
    Situation situation = edition.situation();
    Verdict verdict = control.evaluate(snapshot(edition), situation.baseline());
    Mode mode = situation.baseline().mode(control.id());
    boolean enforced = mode == Mode.ENFORCE && situation.phase() == Situation.Phase.ACTIVE;
    List<Change> changes = enforced ? verdict.enforce() : verdict.withdraw();
    int planned = mode == Mode.AUDIT ? verdict.enforce().size() : 0;
    List<Finding> findings = mode == Mode.OFF ? List.of() : verdict.findings();
    if (changes.isEmpty()) {
      return new Done(findings, planned, 0, Optional.empty());
    }
    Outcome last = applier.apply(control.id(), changes).getLast();
    return done(findings, planned, changes.size(), last);
  }

  private Done done(List<Finding> findings, int planned, int remaining, Outcome last) {
    return switch (last) {
      case Outcome.Done _, Outcome.Superseded _ ->
          new Done(findings, planned, remaining, Optional.of(backoff.soon(0)));
      case Outcome.Later(Duration wait, String message) ->
          new Done(
              with(findings, Reasons.APPLY_FAILED, message),
              planned,
              remaining,
              Optional.of(backoff.after(2, wait)));
      case Outcome.Forbidden(String message) ->
          refused(with(findings, Reasons.FORBIDDEN, message), planned);
      case Outcome.Refused(String message) ->
          refused(with(findings, Reasons.REFUSED, message), planned);
    };
  }

  /** Nothing remains that is worth waiting for: only a person can mend it. */
  private Done refused(List<Finding> findings, int planned) {
    return new Done(findings, planned, 0, Optional.of(backoff.afterRefusal(CLUSTER_WIDE_FAILURES)));
  }

  private static List<Finding> with(List<Finding> found, String reason, String message) {
    List<Finding> findings = new ArrayList<>(found);
    findings.addFirst(
        Finding.violation(reason, "a cluster-wide policy could not be changed: " + message));
    return findings;
  }

  private ClusterScopeSnapshot snapshot(CurrentSituation.Edition edition) {
    Situation situation = edition.situation();
    SortedSet<String> untouched = new TreeSet<>();
    int uncovered = 0;
    if (InstanceMetadataClusterControl.asksForNamespaces(
        situation.cluster(), situation.baseline())) {
      for (Namespace namespace : live.list().toList()) {
        switch (situation.disposition(control.id(), LiveNamespaces.namespaced(namespace))) {
          case NotConcerned _, Exempt _ -> untouched.add(namespace.getMetadata().getName());
          case Enforced _ -> uncovered += isCovered(namespace, edition) ? 0 : 1;
          case Audited _, OutsideRollout _ -> {
            // Has no object of its own to wait for.
          }
        }
      }
    }
    return new ClusterScopeSnapshot(situation.cluster(), untouched, uncovered);
  }

  private boolean isCovered(Namespace namespace, CurrentSituation.Edition edition) {
    return ledger
        .find(namespace.getMetadata().getName(), namespace.getMetadata().getUid())
        .filter(entry -> entry.inPlace(control.id(), edition.number()))
        .isPresent();
  }
}
