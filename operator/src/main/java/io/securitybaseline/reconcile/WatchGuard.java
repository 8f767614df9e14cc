package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.securitybaseline.client.WatchAnswers;
import io.securitybaseline.reconcile.WatchHealth.Changes;
import io.securitybaseline.reconcile.WatchHealth.Found;
import io.securitybaseline.report.WatchMetrics;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks all watches at regular intervals, reports those that are broken, and restarts those whose
 * informer has stopped. A check reads memory and sends no request.
 */
final class WatchGuard implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WatchGuard.class);

  /** How many checks fit into the time that a watch may be closed. */
  private static final int CHECKS = 12;

  private final Operator operator;
  private final WatchHealth health;
  private final WatchAnswers answers;
  private final WatchRepair repair;
  private final WatchMetrics metrics;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watch-guard").factory());

  WatchGuard(
      Operator operator,
      WatchHealth health,
      WatchAnswers answers,
      WatchRepair repair,
      WatchMetrics metrics) {
    this.operator = operator;
    this.health = health;
    this.answers = answers;
    this.repair = repair;
    this.metrics = metrics;
  }

  /**
   * Begins to check; to be called when all caches are filled.
   *
   * @param patience how long a watch may be closed
   */
  void start(Duration patience) {
    long interval = patience.dividedBy(CHECKS).toMillis();
    var _ =
        timer.scheduleWithFixedDelay(this::checkSafely, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** An exception would end the checks for good. */
  private void checkSafely() {
    try {
      check();
    } catch (RuntimeException e) {
      log.error("the watches could not be checked", e);
    }
  }

  private void check() {
    List<WatchedSource> sources = WatchedSource.of(operator);
    List<Found> found =
        sources.stream().flatMap(source -> source.observe(answers).stream()).toList();
    Changes changes = health.observe(found);
    metrics.observed(
        found.stream().map(Found::kind).collect(Collectors.toSet()), health.outages().keySet());
    if (!changes.recovered().isEmpty()) {
      log.atInfo().addKeyValue("kinds", new TreeSet<>(changes.recovered())).log("watched again");
      repair.recovered(changes.recovered());
    }
    if (!health.outages().isEmpty()) {
      repair.check(sources);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    repair.close();
  }
}
