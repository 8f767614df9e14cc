package io.securitybaseline.reconcile;

import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.Metrics;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The failures of all reconcilers.
 *
 * @param baseline of the SecurityBaseline: there is one, so that its failures alone count
 */
record Failures(
    ReconcileFailures baseline,
    ReconcileFailures namespaces,
    ReconcileFailures clusterRoleBindings) {

  static Failures of(Metrics metrics, LongSupplier nanoTime) {
    Backoff backoff = new Backoff(RandomGenerator.getDefault());
    FailureLog log = new FailureLog(nanoTime);
    return new Failures(
        new ReconcileFailures(ReconcilerNames.BASELINE, backoff, log, metrics, nanoTime),
        new ReconcileFailures(ReconcilerNames.NAMESPACE, backoff, log, metrics, nanoTime),
        new ReconcileFailures(
            ReconcilerNames.CLUSTER_ROLE_BINDING, backoff, log, metrics, nanoTime));
  }

  /** The baseline is gone: there is nothing to evaluate any object by. */
  void clear() {
    Stream.of(baseline, namespaces, clusterRoleBindings).forEach(ReconcileFailures::clear);
  }
}
