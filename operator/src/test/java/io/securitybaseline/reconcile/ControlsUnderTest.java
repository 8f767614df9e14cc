package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.reconcile.pass.BaselinePass;
import io.securitybaseline.reconcile.pass.ClusterPass;
import io.securitybaseline.reconcile.pass.ControlResult;
import io.securitybaseline.reconcile.pass.Enforcement;
import io.securitybaseline.reconcile.pass.Memory;
import io.securitybaseline.reconcile.pass.PassEvents;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.reconcile.pass.ScopePass;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.TenantFinding;
import java.util.List;
import java.util.Set;

/** Controls in the engine of the operator, from objects to status and metrics, under Audit. */
public final class ControlsUnderTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Revision revision = new Revision(1, Fixtures.situation(Mode.AUDIT, Phase.ACTIVE));
  private final List<ControlModule> modules;
  private final ResourceReader resources;
  private final ScopePass namespaces;
  private final ControlPasses controls;
  private final StatusPass status;

  /** Controls that read the resources. */
  public ControlsUnderTest(List<ControlModule> modules, ResourceReader resources) {
    this.modules = List.copyOf(modules);
    this.resources = resources;
    Metrics metrics = new Metrics(registry, "test");
    ObservedFacts observed = NoControls.facts(metrics, Fixtures.CLOCK);
    ScopePass.Facts facts = new ScopePass.Facts(resources, observed, _ -> false);
    Memory memory = new Memory();
    Enforcement enforcement = NoControls.enforcement(memory, Fixtures.CLOCK);
    namespaces = new ScopePass(modules, facts, enforcement, memory, new NoEvents());
    controls =
        NoControls.passes(
            modules,
            new BaselinePass(
                modules, resources, new ClusterPass(facts, enforcement, memory), memory),
            observed,
            metrics,
            Fixtures.CLOCK);
    status =
        new StatusPass(
            modules,
            new BaselineEvents(Set.of(), new EventFactory("test"), _ -> {}, Fixtures.CLOCK),
            metrics,
            Fixtures.CLOCK,
            new HeapTrimmer(HeapTrimmer.Heap.ofThisProcess(), Fixtures.CLOCK));
  }

  /** Evaluates every namespace and the cluster, and returns the status to be written. */
  public SecurityBaselineStatus evaluate() {
    resources.all(Namespace.class).forEach(each -> namespaces.over(each, revision));
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(new ObjectMetaBuilder().withName(SecurityBaseline.NAME).build());
    baseline.setSpec(revision.situation().baseline().spec());
    return status
        .over(
            baseline,
            revision.situation(),
            controls.over(revision).stream().map(ControlResult::report).toList())
        .orElseThrow()
        .getStatus();
  }

  /** What a scrape of the metrics returns, line by line. */
  public List<String> scrape() {
    return registry.scrape().lines().toList();
  }

  /** What the operator watches for the controls. */
  public List<Watch<?>> watches() {
    return new WatchedKinds(modules).watches();
  }

  /** The controls that depend on a kind. */
  public Set<ControlId> readersOf(String kind) {
    return new WatchedKinds(modules).readersOf(Set.of(kind));
  }

  private static final class NoEvents implements PassEvents {
    @Override
    public void applied(HasMetadata about, Change change) {
      throw new UnsupportedOperationException("nothing may be written");
    }

    @Override
    public void found(HasMetadata about, List<TenantFinding> before, List<TenantFinding> now) {
      // The status and metrics are what is tested.
    }
  }
}
