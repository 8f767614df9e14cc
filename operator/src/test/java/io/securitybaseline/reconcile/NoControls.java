package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.reconcile.caches.CachedResources;
import io.securitybaseline.reconcile.caches.ReportCaches;
import io.securitybaseline.reconcile.pass.Backoff;
import io.securitybaseline.reconcile.pass.BaselinePass;
import io.securitybaseline.reconcile.pass.ClusterPass;
import io.securitybaseline.reconcile.pass.Enforcement;
import io.securitybaseline.reconcile.pass.LiveObjects;
import io.securitybaseline.reconcile.pass.Memory;
import io.securitybaseline.reconcile.pass.PolicyReports;
import io.securitybaseline.reconcile.pass.ReportWrites;
import io.securitybaseline.reconcile.pass.ScopePass;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Passes of controls that change nothing. */
final class NoControls {

  private NoControls() {}

  /** Without any control. */
  static ControlPasses passes(Metrics metrics, Clock clock) {
    return passes(List.of(), new CachedResources(), metrics, clock);
  }

  /** Of controls that read the resources and only report. */
  static ControlPasses passes(
      List<ControlModule> modules, ResourceReader resources, Metrics metrics, Clock clock) {
    ObservedFacts facts = facts(metrics, clock);
    Memory memory = new Memory();
    BaselinePass pass =
        new BaselinePass(
            modules,
            resources,
            new ClusterPass(
                new ScopePass.Facts(resources, facts, _ -> false),
                enforcement(memory, clock),
                memory),
            memory);
    return passes(modules, pass, facts, metrics, clock);
  }

  static ControlPasses passes(
      List<ControlModule> modules,
      BaselinePass pass,
      ObservedFacts facts,
      Metrics metrics,
      Clock clock) {
    return new ControlPasses(
        modules,
        pass,
        facts,
        () -> {},
        new ControlPasses.Publishing(
            metrics.controls(), new AlarmEvents(new EventFactory("test"), _ -> {}, clock), false));
  }

  /** Neither Azure nor the version of the API server is known. */
  static ObservedFacts facts(Metrics metrics, Clock clock) {
    Upgrades upgrades =
        new Upgrades(
            new ServerVersion(() -> null, clock),
            EndOfLifeTable.open(Optional.empty()),
            Reading.NotConfigured::new);
    return new ObservedFacts(
        upgrades,
        new ObservedFacts.Sources(
            Reading.NotConfigured::new, () -> Memberships.NONE, new AgentMemory(() -> 0)),
        metrics,
        Optional.empty(),
        clock);
  }

  /** Policy reports of a cluster that serves no kind of them, so that it is never asked. */
  static ReportPass reports(ResourceReader resources, Supplier<CurrentFacts> facts) {
    ReportCaches caches =
        new ReportCaches(
            new KubernetesClientBuilder().withConfig(Config.empty()).build(),
            resources,
            new ReportEvents(new ReconcileTriggers(), () -> {}),
            () -> 0);
    ReportWrites writes =
        new ReportWrites(
            caches, new ReportWrites.Sending(applier(), new Backoff(RandomGenerator.getDefault())));
    return new ReportPass(new PolicyReports(caches, writes), caches, facts, () -> {});
  }

  private static Applier applier() {
    return new Applier(
        _ -> new Outcome.Rejected("nothing may be written"),
        new WriteLimiter(0, () -> 0),
        (_, _, _) -> {});
  }

  /** Every change fails. */
  static Enforcement enforcement(Memory memory, Clock clock) {
    return new Enforcement(
        applier(),
        new Backoff(RandomGenerator.getDefault()),
        new Unreadable(),
        memory,
        _ -> {},
        clock);
  }

  private static final class Unreadable implements LiveObjects {
    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind) {
      throw new UnsupportedOperationException("nothing has to be confirmed");
    }
  }
}
