package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.securitybaseline.apply.AppliedChanges;
import io.securitybaseline.apply.EventFate;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The operator's own metrics. Few labels with few values each: nothing here grows with the cluster.
 */
public final class Metrics implements AppliedChanges, EventFate.Counter {

  static final String PREFIX = "securitybaseline.";
  private static final String AZURE_READING = "azure.last.reading.timestamp.seconds";
  private static final List<String> STATUSES =
      List.of(ConditionValue.TRUE, ConditionValue.FALSE, ConditionValue.UNKNOWN);

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
  private final Set<String> types = new HashSet<>();
  private final AtomicLong lastEvaluation = new AtomicLong();
  private final ControlMetrics controls;
  private final WatchMetrics watches;
  private final Counter evaluations;

  public Metrics(MeterRegistry registry, String version) {
    this.registry = registry;
    this.controls = new ControlMetrics(registry);
    this.watches = new WatchMetrics(registry);
    Gauge.builder(PREFIX + "build.info", () -> 1)
        .description("Constant 1, labelled with the version")
        .tag("version", version)
        .register(registry);
    this.evaluations =
        Counter.builder(PREFIX + "evaluations")
            .description("Number of status evaluations")
            .register(registry);
    Gauge.builder(PREFIX + "last.evaluation.timestamp.seconds", lastEvaluation, AtomicLong::get)
        .description("When all namespaces were last known to be evaluated, in Unix time")
        .register(registry);
  }

  /** Those of the controls. */
  public ControlMetrics controls() {
    return controls;
  }

  /** Those of watches. */
  public WatchMetrics watches() {
    return watches;
  }

  /** A reconciler threw an exception. */
  public void reconcileFailed(String reconciler) {
    registry.counter(PREFIX + "reconcile.errors", "reconciler", reconciler).increment();
  }

  @Override
  public void applied(ControlId control, Change change, Outcome outcome) {
    registry
        .counter(PREFIX + "changes", "control", control.id(), "outcome", outcome.label())
        .increment();
  }

  @Override
  public void counted(EventFate fate) {
    registry.counter(PREFIX + "events", "outcome", fate.label()).increment();
  }

  /** An object of the operator was changed or removed by another client, and was repaired. */
  public void driftRepaired(ControlId control) {
    registry.counter(PREFIX + "drift.repaired", "control", control.id()).increment();
  }

  /** A request to the API server was answered, or failed with code 0. */
  public void requested(String verb, int code) {
    registry
        .counter(PREFIX + "api.requests", "verb", verb, "code", Integer.toString(code))
        .increment();
  }

  /** A request to Azure Resource Manager was answered, or failed with code 0. */
  public void azureRequested(int code) {
    registry.counter(PREFIX + "azure.requests", "code", Integer.toString(code)).increment();
  }

  /** A request to Microsoft Graph was answered, or failed with code 0. */
  public void graphRequested(int code) {
    registry.counter(PREFIX + "graph.requests", "code", Integer.toString(code)).increment();
  }

  /** The time of the last reading from Azure. */
  public void azureRead(Instant when) {
    gauge(AZURE_READING).set(when.getEpochSecond());
  }

  /** Nothing has been read from Azure yet; if it never is, the series shows since when. */
  public void azureTried(Instant when) {
    gauge(AZURE_READING).compareAndSet(0, when.getEpochSecond());
  }

  /** Azure is not read any more, on purpose: the age of the last reading does not matter. */
  public void azureNotRead() {
    if (gauges.containsKey(AZURE_READING)) {
      gauge(AZURE_READING).set(0);
    }
  }

  /** Publishes the conditions; one that does not exist any more has no status. */
  public synchronized void conditions(List<Condition> conditions) {
    conditions.forEach(condition -> types.add(condition.getType()));
    for (String type : types) {
      String status = Conditions.find(conditions, type).map(Condition::getStatus).orElse("");
      for (String possible : STATUSES) {
        gauge("condition", "type", type, "status", possible).set(possible.equals(status) ? 1 : 0);
      }
    }
  }

  /** The baseline is gone: nothing that was published of it holds. */
  public synchronized void forget() {
    types.clear();
    gauges.values().forEach(gauge -> gauge.set(0));
    controls.forget();
    lastEvaluation.set(0);
  }

  /**
   * There is a baseline, and nothing was evaluated yet. If it never is, the time of the last
   * evaluation shows since when.
   */
  public void evaluationPending(Instant now) {
    lastEvaluation.compareAndSet(0, now.getEpochSecond());
  }

  /** Evaluations stop on purpose while the baseline is suspended. */
  public void suspended(boolean suspended) {
    gauge("suspended").set(suspended ? 1 : 0);
  }

  /** Counts the evaluation of a status, complete or not, changed or not. */
  public void countEvaluation() {
    evaluations.increment();
  }

  /** Every control has evaluated everything. */
  public void evaluated(Instant now) {
    lastEvaluation.set(now.getEpochSecond());
  }

  private AtomicLong gauge(String name, String... tags) {
    return gauges.computeIfAbsent(
        name + String.join("/", tags),
        _ -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder(PREFIX + name, value, AtomicLong::get).tags(tags).register(registry);
          return value;
        });
  }
}
