package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.ClusterSpec;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.Target;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
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

/** Puts together, from the baseline, the cluster and the date, what namespaces are judged by. */
final class SituationObserver {

  /** Any new value of this annotation on the baseline starts a pass over everything. */
  static final String REQUESTED_AT = "securitybaseline.io/requestedAt";

  private static final Duration LOOK_INTERVAL = Duration.ofMinutes(5);

  private final NamespaceLister live;
  private final NodeLister nodes;
  private final AdmissionPolicyLister admission;
  private final ReconcileTriggers wakeups;
  private final Pruning pruning;
  private final AgentMemory agents;
  private final AccessReviewCache access;
  private final ManagedClusterPoller azure;
  private final Clock clock;
  private final WatchHealth watches;
  private final Set<String> newcomers = new HashSet<>();
  private @Nullable ClusterCaches caches;
  private volatile boolean ready;

  SituationObserver(
      NamespaceLister live,
      NodeLister nodes,
      AdmissionPolicyLister admission,
      ReconcileTriggers wakeups,
      Pruning pruning,
      AgentMemory agents,
      AccessReviewCache access,
      ManagedClusterPoller azure,
      Clock clock,
      WatchHealth watches) {
    this.watches = watches;
    this.live = live;
    this.nodes = nodes;
    this.admission = admission;
    this.wakeups = wakeups;
    this.pruning = pruning;
    this.agents = agents;
    this.access = access;
    this.azure = azure;
    this.clock = clock;
  }

  /** Called once, when the reconciler of the baseline is registered. */
  List<EventSource<?, SecurityBaseline>> open(EventSourceContext<SecurityBaseline> context) {
    ClusterCaches opened = new ClusterCaches(context, pruning, agents, watches);
    caches = opened;
    nodes.open(opened.nodes());
    List<EventSource<?, SecurityBaseline>> sources = new ArrayList<>(opened.sources());
    sources.addAll(admission.open(context));
    sources.add(wakeups.baselineSource());
    return sources;
  }

  /** All caches of all reconcilers are filled: from now on absence is a fact. */
  void allCachesFilled() {
    ready = true;
    wakeups.baseline();
  }

  boolean ready() {
    return ready;
  }

  Situation situation(SecurityBaseline baseline, Phase phase, Context<SecurityBaseline> context) {
    wakeups.namespaces(live.withPodsOn(nodes.newWindowsNodes()));
    if (phase == Phase.ACTIVE) {
      azure.follow(target(baseline));
    }
    Baseline evaluated = new Baseline(baseline.getMetadata().getUid(), baseline.getSpec());
    return new Situation(
        evaluated,
        baseline.getMetadata().getGeneration(),
        phase,
        requestedAt(baseline),
        cluster(baseline, context),
        access.snapshot(evaluated, requestedAt(baseline)),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        isNewcomer(baseline),
        RolloutSelector.matchesNothing(evaluated.spec(), live.namespaced()));
  }

  private ClusterSnapshot cluster(SecurityBaseline baseline, Context<SecurityBaseline> context) {
    List<Namespace> tigera =
        TigeraNamespaces.NAMES.stream().flatMap(name -> live.find(name).stream()).toList();
    return Objects.requireNonNull(caches)
        .observe(context, tigera)
        .snapshot()
        .reported(azure.engine(), azure.windowsPools())
        .establishedBefore(established(baseline));
  }

  /** From the status: it outlives this process, and what is in doubt stays as it was in it. */
  private static @Nullable NetworkEngine established(SecurityBaseline baseline) {
    return Optional.ofNullable(baseline.getStatus())
        .map(SecurityBaselineStatus::instanceMetadata)
        .map(InstanceMetadataStatus::engine)
        .flatMap(engine ->
            InstanceMetadataControl.established(baseline.getSpec().instanceMetadata(), engine))
        .orElse(null);
  }

  /** A pass that a person asks for reads Azure anew too. */
  private static Target target(SecurityBaseline baseline) {
    ClusterSpec spec = baseline.getSpec().cluster();
    return new Target(
        Optional.ofNullable(spec.resourceId()).filter(id -> !id.isBlank()),
        Duration.ofMinutes(spec.refreshMinutes()),
        requestedAt(baseline));
  }

  private boolean isNewcomer(SecurityBaseline baseline) {
    if (StatusReport.isUntouched(baseline.getStatus())) {
      newcomers.add(baseline.getMetadata().getUid());
    }
    return newcomers.contains(baseline.getMetadata().getUid());
  }

  /**
   * When to look again though nothing happened: after five minutes, so that the time of the last
   * evaluation stays fresh, at midnight UTC, when exemptions are judged by another date, when the
   * API server is to be asked again what we may do, and when an engine's agents have not been ready
   * for so long that they count as down. Otherwise such a look reads caches and sends nothing.
   */
  Duration untilNextLook() {
    Instant now = clock.instant();
    Instant midnight =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    Duration untilTomorrow = Duration.between(now, midnight).plusSeconds(1);
    return Stream.of(
            Stream.of(untilTomorrow, LOOK_INTERVAL),
            access.untilNextQuestion().stream(),
            agents.untilDecision().stream())
        .flatMap(it -> it)
        .min(Duration::compareTo)
        .orElse(LOOK_INTERVAL);
  }

  static String requestedAt(SecurityBaseline baseline) {
    Map<String, String> annotations = baseline.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(REQUESTED_AT, "");
  }
}
