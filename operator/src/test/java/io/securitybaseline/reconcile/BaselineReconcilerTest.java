package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.azure.DaemonTimer;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.reconcile.caches.CachedResources;
import io.securitybaseline.reconcile.caches.DefinedKinds;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.Conditions;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.testing.MovableClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of an exception in the reconciler of the baseline. */
class BaselineReconcilerTest {
  private final MovableClock clock = MovableClock.at("2026-11-28T06:00:00Z");
  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Metrics metrics = new Metrics(registry, "test");
  private final WatchHealth watches =
      new WatchHealth(new WatchedKinds(Controls.ALL), Duration.ofSeconds(60), nanos::get, clock);
  private final Failures failures = Failures.of(metrics, nanos::get);
  private final BaselineStore baselines = new BaselineStore(() -> {});
  private final SecurityBaseline baseline = baseline();
  private final Context<SecurityBaseline> context = unusableContext();

  private final BaselineReconciler reconciler =
      new BaselineReconciler(
          failingObservatory(),
          new CurrentSituation(() -> {}, nanos::get),
          controls(),
          new StatusPass(
              List.of(),
              new BaselineEvents(Set.of(), new EventFactory("test"), _ -> {}, clock),
              metrics,
              clock,
              new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), clock)),
          baselines,
          watches,
          failures,
          NoControls.reports(
              new CachedResources(), () -> CurrentFacts.unobserved(clock.instant())));

  @Test
  void exceptionIsWrittenIntoTheStatusAndCounted() {
    UpdateControl<SecurityBaseline> control = reconciler.reconcile(baseline, context);

    assertThat(control.isPatchStatus()).isTrue();
    SecurityBaselineStatus status = control.getResource().orElseThrow().getStatus();
    Condition ready = Conditions.find(status.conditions(), "Ready").orElseThrow();
    assertThat(ready.getStatus()).isEqualTo("Unknown");
    assertThat(ready.getReason()).isEqualTo("ReconcileFailed");
    assertThat(ready.getMessage()).contains("IllegalStateException: a fault in the operator");
    assertThat(ready.getObservedGeneration()).isEqualTo(7);
    assertThat(control.getScheduleDelay()).isPresent();
    assertThat(errors()).isOne();

    baseline.setStatus(status);
    assertThat(reconciler.reconcile(baseline, context).isNoUpdate()).as("written already").isTrue();
    assertThat(errors()).isEqualTo(2);
  }

  @Test
  void fiveFailuresOverTwoMinutesMakeTheProcessUnhealthy() {
    for (int i = 0; i < 4; i++) {
      reconciler.reconcile(baseline, context);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    }
    assertThat(failures.baseline().isBroken(() -> 1)).isFalse();

    reconciler.reconcile(baseline, context);

    assertThat(failures.baseline().isBroken(() -> 1)).isTrue();
  }

  /** A restart would not help against an API server that takes nothing. */
  @Test
  void statusThatCannotBeWrittenIsTriedAgainAndDoesNotMakeTheProcessUnhealthy() {
    Optional<Long> delay = Optional.empty();
    for (int i = 0; i < 20; i++) {
      delay =
          reconciler
              .updateErrorStatus(baseline, context, new IOException("no connection"))
              .getScheduleDelay();
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    assertThat(delay).hasValueSatisfying(millis -> assertThat(millis).isLessThanOrEqualTo(30_000));
    assertThat(errors()).isEqualTo(20);
    assertThat(failures.baseline().isBroken(() -> 1)).isFalse();
  }

  private ControlPasses controls() {
    return NoControls.passes(metrics, clock);
  }

  private SituationObserver failingObservatory() {
    NodeLister nodes =
        new NodeLister(new BrokenNodes(new IllegalStateException("a fault\nin the operator")));
    CachedResources resources = new CachedResources();
    WatchSources sources = new WatchSources(List.of(), resources, _ -> {});
    SituationObserver observer =
        new SituationObserver(
            List.of(),
            new NamespaceLister(resources),
            nodes,
            sources,
            new DefinedKinds(sources, resources, (_, _) -> {}),
            new ClusterObserver(resources, new AgentMemory(() -> 0), OperatorConfig.local()),
            new ReconcileTriggers(),
            new AgentMemory(() -> 0),
            new AccessReviewCache(new NoReviews(), _ -> Set.of(), () -> Entra.UNKNOWN, clock),
            new ManagedClusterPoller(
                _ -> {
                  throw new UnsupportedOperationException();
                },
                new DaemonTimer("azure"),
                RandomGenerator.getDefault(),
                new ManagedClusterPoller.Clocks(clock, clock),
                () -> {}),
            new DirectoryLink(
                new AzureWiring(metrics, new ManagedClusterPoller.Clocks(clock, clock)),
                new ReconcileTriggers()),
            clock);
    observer.allCachesFilled();
    return observer;
  }

  private double errors() {
    return registry
        .get("securitybaseline.reconcile.errors")
        .tag("reconciler", "baseline")
        .counter()
        .count();
  }

  /** Observing fails before the context is needed. */
  @SuppressWarnings("unchecked")
  private static Context<SecurityBaseline> unusableContext() {
    return (Context<SecurityBaseline>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static SecurityBaseline baseline() {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder().withName("default").withUid("uid-1").withGeneration(7L).build());
    baseline.setSpec(SecurityBaselineSpec.defaults());
    return baseline;
  }

  /** Nothing gets so far as to ask. */
  private static final class NoReviews implements AccessReviews {

    @Override
    public boolean mayBind(String kind, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isMissing(String clusterRole) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String self() {
      throw new UnsupportedOperationException();
    }
  }
}
