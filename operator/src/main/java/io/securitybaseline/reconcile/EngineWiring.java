package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.reconcile.caches.ReportCaches;
import io.securitybaseline.reconcile.pass.BaselinePass;
import io.securitybaseline.reconcile.pass.ClusterPass;
import io.securitybaseline.reconcile.pass.Enforcement;
import io.securitybaseline.reconcile.pass.Memory;
import io.securitybaseline.reconcile.pass.PassEvents;
import io.securitybaseline.reconcile.pass.PolicyReports;
import io.securitybaseline.reconcile.pass.ReportWrites;
import io.securitybaseline.reconcile.pass.ScopePass;
import java.util.List;

/** Puts together the passes that all reconcilers share; only constructors are called here. */
record EngineWiring(
    List<ControlModule> modules,
    ScopePass.Facts input,
    ObservedFacts facts,
    Enforcement enforcement,
    Memory memory) {

  EngineWiring {
    modules = List.copyOf(modules);
  }

  ScopePass scopePass(PassEvents events) {
    return new ScopePass(modules, input, enforcement, memory, events);
  }

  /** What writes policy reports. */
  ReportPass reports(KubernetesClient client, ReportWrites.Sending sending, ReportEvents events) {
    ReportCaches caches = new ReportCaches(client, input.resources(), events, System::nanoTime);
    PolicyReports reports = new PolicyReports(caches, new ReportWrites(caches, sending));
    return new ReportPass(reports, caches, facts, events.triggerAll());
  }

  /**
   * The passes over the cluster as a whole.
   *
   * @param discovery asks the API server what it serves, where that may have changed
   */
  ControlPasses controlPasses(ControlPasses.Publishing publishing, Runnable discovery) {
    ClusterPass cluster = new ClusterPass(input, enforcement, memory);
    return new ControlPasses(
        modules,
        new BaselinePass(modules, input.resources(), cluster, memory),
        facts,
        discovery,
        publishing);
  }
}
