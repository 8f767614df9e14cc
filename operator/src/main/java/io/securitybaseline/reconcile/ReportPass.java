package io.securitybaseline.reconcile;

import static java.util.Comparator.naturalOrder;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.caches.ReportCaches;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.reconcile.pass.ControlResult;
import io.securitybaseline.reconcile.pass.PassResult;
import io.securitybaseline.reconcile.pass.PolicyReports;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.StatusReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes the policy reports behind the passes, and reports how far they are. */
final class ReportPass implements AutoCloseable {

  private final PolicyReports reports;
  private final ReportCaches caches;
  private final Supplier<CurrentFacts> facts;
  private final Runnable triggerAll;

  /**
   * @param triggerAll triggers every namespace: its report is due
   */
  ReportPass(
      PolicyReports reports,
      ReportCaches caches,
      Supplier<CurrentFacts> facts,
      Runnable triggerAll) {
    this.reports = reports;
    this.caches = caches;
    this.facts = facts;
    this.triggerAll = triggerAll;
  }

  /** Watches the reports that the situation asks for. */
  void follow(Situation situation) {
    caches.follow(situation.baseline().spec().reports());
  }

  /** After a pass over a namespace. */
  PassResult over(Namespace namespace, Revision revision, PassResult pass) {
    return reports.over(namespace, revision, pass);
  }

  /** After a pass over a cluster-scoped object. */
  PassResult over(HasMetadata object, Revision revision, PassResult pass) {
    return reports.over(object, revision, pass);
  }

  /** The object is gone or being deleted. */
  void forget(HasMetadata object) {
    reports.forget(object);
  }

  /**
   * After a pass over the baseline.
   *
   * @param results of all controls
   * @param found the reports of all controls
   * @return those and what is reported of the policy reports, with when to try again
   */
  Written over(Revision revision, List<ControlResult> results, List<ControlReport> found) {
    boolean isComplete =
        StatusReport.isComplete(found) && !(facts.get().azure() instanceof Reading.Pending);
    if (isComplete && !reports.isOpen()) {
      reports.open();
      if (PolicyReports.areWanted(revision.situation())) {
        triggerAll.run();
      }
    }
    Optional<Duration> again =
        isComplete
            ? reports
                .overCluster(
                    revision,
                    results.stream().flatMap(result -> result.subjects().stream()).toList())
                .requeueAfter()
            : Optional.empty();
    List<ControlReport> all = new ArrayList<>(found);
    all.add(reports.report(revision.situation()));
    return new Written(
        all, Stream.concat(again.stream(), caches.retryAfter().stream()).min(naturalOrder()));
  }

  /** The reports of a pass, and when to write again. */
  record Written(List<ControlReport> reports, Optional<Duration> requeueAfter) {

    Written {
      reports = List.copyOf(reports);
    }
  }

  /** Removes all reports while the baseline is being deleted. */
  CleanupProgress cleanUp(Revision revision) {
    return reports.cleanUp(revision);
  }

  /** The baseline was deleted. */
  void forget() {
    reports.forget();
    caches.close();
  }

  @Override
  public void close() {
    caches.close();
  }
}
