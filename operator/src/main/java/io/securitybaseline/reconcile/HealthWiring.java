package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.Operator;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Puts together what notices broken watches and failed passes; only constructors are called here.
 */
final class HealthWiring {

  private static final String NOT_STARTED = "its watch has not been started yet";

  private final WatchHealth watches;
  private final Failures failures;
  private final ReconcileTriggers wakeups;
  private final Metrics metrics;

  HealthWiring(
      WatchedKinds kinds,
      OperatorConfig config,
      ReconcileTriggers wakeups,
      Metrics metrics,
      Clock clock) {
    this.watches = new WatchHealth(kinds, config.watchPatience(), System::nanoTime, clock);
    this.failures = Failures.of(metrics, System::nanoTime);
    this.wakeups = wakeups;
    this.metrics = metrics;
  }

  WatchHealth watches() {
    return watches;
  }

  Failures failures() {
    return failures;
  }

  CarefulPass<Namespace> namespaces() {
    return new CarefulPass<>(failures.namespaces(), wakeups);
  }

  CarefulPass<ClusterRoleBinding> clusterRoleBindings() {
    return new CarefulPass<>(failures.clusterRoleBindings(), wakeups);
  }

  WatchGuard guard(Operator operator, ApiServer server) {
    WatchRepair repair =
        new WatchRepair(
            watches,
            OutageCause.asking(server.client(), server.answers()),
            wakeups,
            new Backoff(RandomGenerator.getDefault()),
            System::nanoTime);
    return new WatchGuard(operator, watches, server.answers(), repair, metrics.watches());
  }

  /** A kind that is served is not watched. */
  void unwatched(String kind, Optional<RuntimeException> cause) {
    watches.broken(kind, cause.map(ErrorText::describe).orElse(NOT_STARTED));
  }

  /**
   * Whether a reconciler gets nothing done but exceptions.
   *
   * @param namespaces how many there are
   * @param clusterRoleBindings how many there are
   */
  boolean isBroken(LongSupplier namespaces, LongSupplier clusterRoleBindings) {
    return failures.baseline().isBroken(() -> 1)
        || failures.namespaces().isBroken(namespaces)
        || failures.clusterRoleBindings().isBroken(clusterRoleBindings);
  }
}
