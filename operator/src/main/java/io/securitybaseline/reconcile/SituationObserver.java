package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.ClusterSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.Target;
import io.securitybaseline.facts.watch.Watch.Concern;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.reconcile.caches.DefinedKinds;
import io.securitybaseline.reconcile.caches.WatchSources;
import io.securitybaseline.report.StatusReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the situation from the baseline, the cluster and the date. */
final class SituationObserver {

  /** Any new value of this annotation on the baseline starts a pass over everything. */
  static final String REQUESTED_AT = "securitybaseline.io/requestedAt";

  private static final Duration EVALUATION_INTERVAL = Duration.ofMinutes(5);

  /** A pod goes once the status that was stored has its result, which no watch reports. */
  private static final Duration WHILE_PROBING = Duration.ofSeconds(2);

  private final List<ControlModule> modules;
  private final NamespaceLister live;
  private final NodeLister nodes;
  private final WatchSources sources;
  private final DefinedKinds definedKinds;
  private final ClusterObserver cluster;
  private final ReconcileTriggers triggers;
  private final AgentMemory agents;
  private final AccessReviewCache access;
  private final ManagedClusterPoller azure;
  private final DirectoryLink directory;
  private final Clock clock;
  private final Set<String> newBaselines = new HashSet<>();
  private @Nullable ClusterSnapshot observed;
  private volatile boolean ready;

  SituationObserver(
      List<ControlModule> modules,
      NamespaceLister live,
      NodeLister nodes,
      WatchSources sources,
      DefinedKinds definedKinds,
      ClusterObserver cluster,
      ReconcileTriggers triggers,
      AgentMemory agents,
      AccessReviewCache access,
      ManagedClusterPoller azure,
      DirectoryLink directory,
      Clock clock) {
    this.modules = List.copyOf(modules);
    this.live = live;
    this.nodes = nodes;
    this.sources = sources;
    this.definedKinds = definedKinds;
    this.cluster = cluster;
    this.triggers = triggers;
    this.agents = agents;
    this.access = access;
    this.azure = azure;
    this.directory = directory;
    this.clock = clock;
  }

  /** Called once, when the reconciler of the baseline is registered. */
  List<EventSource<?, SecurityBaseline>> open(EventSourceContext<SecurityBaseline> context) {
    List<EventSource<?, SecurityBaseline>> opened =
        new ArrayList<>(sources.open(Concern.CLUSTER, context));
    opened.add(triggers.baselineSource());
    return opened;
  }

  /** The baseline was deleted: nothing is read from Azure any more. */
  void forget() {
    azure.follow(Target.NONE);
    directory.forget();
  }

  /** All caches of all reconcilers are filled: from now on absence is a fact. */
  void allCachesFilled() {
    ready = true;
    triggers.baseline();
  }

  boolean ready() {
    return ready;
  }

  /**
   * Brings up to date what the situation is read from: watches kinds that appeared, asks the API
   * server for permissions, points the poller at the cluster's settings in Azure, and triggers
   * namespaces whose pods turned out to run on Windows nodes.
   */
  void refresh(SecurityBaseline baseline, Phase phase, Context<SecurityBaseline> context) {
    triggers.namespaces(live.withPodsOn(nodes.newWindowsNodes()));
    if (phase == Phase.ACTIVE) {
      azure.follow(target(baseline));
      directory.refresh(requestedAt(baseline));
    }
    if (StatusReport.isUntouched(baseline.getStatus())) {
      newBaselines.add(baseline.getMetadata().getUid());
    }
    definedKinds.follow(context);
    observed = cluster.snapshot();
    access.refresh(baseline.getSpec(), requestedAt(baseline));
  }

  /** The situation as of the last refresh; reading it changes nothing. */
  Situation situation(SecurityBaseline baseline, Phase phase) {
    return new Situation(
        new Baseline(baseline.getMetadata().getUid(), baseline.getSpec()),
        baseline.getMetadata().getGeneration(),
        phase,
        requestedAt(baseline),
        Objects.requireNonNull(observed)
            .reported(azure.engine(), azure.windowsPools())
            .establishedBefore(established(baseline))
            .probed(SecurityBaselineStatus.probesOf(baseline.getStatus())),
        access.snapshot(),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        newBaselines.contains(baseline.getMetadata().getUid()),
        RolloutSelector.matchesNothing(baseline.getSpec(), live.namespaced()));
  }

  private @Nullable NetworkEngine established(SecurityBaseline baseline) {
    SecurityBaselineStatus status = baseline.getStatus();
    return status == null
        ? null
        : modules.stream()
            .flatMap(module -> module.establishedEngine(baseline.getSpec(), status).stream())
            .findFirst()
            .orElse(null);
  }

  /**
   * When to evaluate again because other results of probes are stored: they decide about
   * namespaces, and no watch reports a status.
   *
   * @param changed carries the status that is stored, if it changed
   */
  static Optional<Duration> untilProbesAreRead(
      Optional<SecurityBaseline> changed, Situation situation) {
    return changed
        .map(SecurityBaseline::getStatus)
        .map(SecurityBaselineStatus::probesOf)
        .filter(stored -> !stored.equals(situation.cluster().probes()))
        .map(_ -> WHILE_PROBING);
  }

  /** A requested pass reads Azure again too. */
  private static Target target(SecurityBaseline baseline) {
    ClusterSpec spec = baseline.getSpec().cluster();
    return new Target(
        Optional.ofNullable(spec.resourceId()).filter(id -> !id.isBlank()),
        Duration.ofMinutes(spec.refreshMinutes()),
        requestedAt(baseline));
  }

  /**
   * When to evaluate again without a trigger: after five minutes, so that the time of the last
   * evaluation stays recent; at midnight UTC, when exemptions are evaluated by another date; when
   * cached permissions expire; and when an engine's agents have not been ready for so long that
   * they count as down; and soon while a probe is running. Otherwise such an evaluation reads
   * caches and sends no request.
   */
  Duration untilNextEvaluation() {
    Instant now = clock.instant();
    Instant midnight =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    Duration untilTomorrow = Duration.between(now, midnight).plusSeconds(1);
    return Stream.of(
            Stream.of(untilTomorrow, EVALUATION_INTERVAL),
            access.untilNextQuestion().stream(),
            agents.untilDecision().stream(),
            cluster.isProbing() ? Stream.of(WHILE_PROBING) : Stream.<Duration>empty())
        .flatMap(it -> it)
        .min(Duration::compareTo)
        .orElse(EVALUATION_INTERVAL);
  }

  static String requestedAt(SecurityBaseline baseline) {
    Map<String, String> annotations = baseline.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(REQUESTED_AT, "");
  }
}
