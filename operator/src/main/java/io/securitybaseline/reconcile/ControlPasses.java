package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Publisher;
import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.pass.BaselinePass;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.reconcile.pass.ControlResult;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.report.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pass of all controls over the cluster as a whole, with what is published beside the status.
 */
final class ControlPasses {

  private final BaselinePass pass;
  private final ObservedFacts facts;
  private final Metrics metrics;
  private final Map<ControlModule, Publisher> publishers = new LinkedHashMap<>();

  ControlPasses(
      List<ControlModule> modules,
      BaselinePass pass,
      ObservedFacts facts,
      Metrics metrics,
      Publisher.Channels channels) {
    this.pass = pass;
    this.facts = facts;
    this.metrics = metrics;
    modules.forEach(module -> publishers.put(module, module.publisher(channels)));
  }

  /** The controls in the order of the registry. */
  List<ControlModule> modules() {
    return List.copyOf(publishers.keySet());
  }

  List<ControlResult> over(Revision revision) {
    facts.observe();
    List<ControlResult> results = pass.over(revision);
    results.forEach(result -> publish(result, revision.situation()));
    return results;
  }

  CleanupProgress cleanUp(Revision revision) {
    facts.observe();
    return pass.cleanUp(revision);
  }

  /** The baseline was deleted. */
  void forget() {
    pass.forget();
    facts.forget();
    publishers.values().forEach(Publisher::forget);
  }

  private void publish(ControlResult result, Situation situation) {
    ControlModule module = result.module();
    if (module.countsNamespaces()) {
      metrics.namespaces(module.descriptor().id(), result.tally());
    }
    module
        .counters()
        .ifPresent(
            counters -> metrics.counters(counters.metric(), counters.names(), result.tally()));
    Publisher publisher = publishers.getOrDefault(module, Publisher.NONE);
    if (Modes.of(module, situation.baseline().spec()) == Mode.OFF) {
      publisher.forget();
    } else {
      publisher.publish(result.cluster(), situation);
    }
  }
}
