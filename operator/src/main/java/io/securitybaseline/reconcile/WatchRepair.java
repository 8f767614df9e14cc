package io.securitybaseline.reconcile;

import io.securitybaseline.reconcile.WatchHealth.Outage;
import io.securitybaseline.reconcile.pass.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out why kinds are not watched, reports each outage once, and restarts informers that
 * stopped. It sends requests, in a thread of its own, and only during an outage.
 */
final class WatchRepair implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WatchRepair.class);

  /** The longest time between two starts. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final WatchHealth health;
  private final OutageCause cause;
  private final ReconcileTriggers triggers;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("watch-repair").factory());
  private final AtomicBoolean busy = new AtomicBoolean();

  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final Map<String, Attempts> starts = new HashMap<>();
  private final OutageQuestions questions;

  WatchRepair(
      WatchHealth health,
      OutageCause cause,
      ReconcileTriggers triggers,
      Backoff backoff,
      LongSupplier nanoTime) {
    this.health = health;
    this.cause = cause;
    this.triggers = triggers;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.questions = new OutageQuestions(nanoTime);
  }

  /** What was held may act again once the baseline was reconciled. */
  void recovered(Set<String> kinds) {
    reported.removeAll(kinds);
    questions.recovered(kinds);
    triggers.baseline();
  }

  /** To be called while anything is broken; returns at once. */
  void check(List<WatchedSource> sources) {
    if (busy.compareAndSet(false, true)) {
      try {
        thread.execute(() -> work(sources));
      } catch (RejectedExecutionException e) {
        log.debug("closed", e);
      }
    }
  }

  private void work(List<WatchedSource> sources) {
    try {
      Map<String, Outage> outages = health.outages();
      // What an earlier check reported has been held since then: its cache may be emptied.
      Set<String> known = Set.copyOf(reported);
      report(sources, outages.keySet());
      sources.stream().filter(source -> known.contains(source.kind())).forEach(this::restartIfDue);
    } catch (RuntimeException e) {
      log.error("a broken watch could not be repaired", e);
    } finally {
      busy.set(false);
    }
  }

  private void report(List<WatchedSource> sources, Set<String> broken) {
    Set<String> asked = questions.at(broken, reported);
    if (asked.isEmpty()) {
      return;
    }
    Map<String, String> causes = cause.of(sources, asked);
    Map<String, Set<String>> kinds = new TreeMap<>();
    boolean changed = false;
    for (Map.Entry<String, String> each : causes.entrySet()) {
      changed |= health.explain(each.getKey(), each.getValue());
      boolean isOver = !health.outages().containsKey(each.getKey());
      if (!isOver && reported.add(each.getKey())) {
        changed = true;
        kinds.computeIfAbsent(each.getValue(), _ -> new TreeSet<>()).add(each.getKey());
      }
    }
    kinds.forEach((why, names) ->
        log.atWarn().addKeyValue("kinds", names).addKeyValue("error", why).log("not watched"));
    if (changed) {
      triggers.baseline();
    }
  }

  private void restartIfDue(WatchedSource source) {
    if (!source.isStopped()) {
      starts.remove(source.name());
      return;
    }
    Attempts attempts = starts.getOrDefault(source.name(), new Attempts(0, nanoTime.getAsLong()));
    if (attempts.next() - nanoTime.getAsLong() > 0) {
      return;
    }
    Duration wait = backoff.soon(attempts.number());
    Duration bounded = wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    starts.put(
        source.name(),
        new Attempts(attempts.number() + 1, nanoTime.getAsLong() + bounded.toNanos()));
    try {
      source.restart();
      log.atInfo().addKeyValue("watch", source.name()).log("watch started again");
    } catch (RuntimeException e) {
      // The outage is reported already, with the answer of the API server.
      log.atDebug().setCause(e).addKeyValue("watch", source.name()).log("watch not started");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /**
   * Starts of one source.
   *
   * @param next when to try again, on the monotonic clock
   */
  private record Attempts(int number, long next) {}
}
