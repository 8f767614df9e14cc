package io.securitybaseline.reconcile;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.reconcile.pass.BaselinePass;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.reconcile.pass.ControlResult;
import io.securitybaseline.reconcile.pass.Revision;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.ControlMetrics;
import java.util.List;

/**
 * The pass of all controls over the cluster as a whole, with what is published beside the status.
 */
final class ControlPasses {

  private final BaselinePass pass;
  private final ObservedFacts facts;
  private final Runnable discovery;
  private final List<ControlModule> modules;
  private final Publishing publishing;

  /**
   * What is published of the controls beside the status.
   *
   * @param ofObjects whether metrics have series of single objects too
   */
  record Publishing(ControlMetrics metrics, AlarmEvents alarms, boolean ofObjects) {}

  /**
   * @param modules the controls, in the order of the registry
   * @param discovery asks the API server what it serves, where that may have changed
   */
  ControlPasses(
      List<ControlModule> modules,
      BaselinePass pass,
      ObservedFacts facts,
      Runnable discovery,
      Publishing publishing) {
    this.pass = pass;
    this.facts = facts;
    this.discovery = discovery;
    this.modules = List.copyOf(modules);
    this.publishing = publishing;
  }

  /** The controls in the order of the registry. */
  List<ControlModule> modules() {
    return modules;
  }

  /** Takes up what an earlier process left in the status, before anything is evaluated. */
  void restore(SecurityBaseline baseline, Situation situation) {
    if (baseline.getStatus() != null) {
      pass.restore(baseline.getStatus(), situation.today());
    }
  }

  List<ControlResult> over(Revision revision) {
    facts.observe();
    List<ControlResult> results = pass.over(revision);
    results.forEach(result -> publish(result, revision.situation()));
    return results;
  }

  boolean hasNewSharedInput() {
    discovery.run();
    return pass.hasNewSharedInput();
  }

  CleanupProgress cleanUp(Revision revision) {
    facts.observe();
    return pass.cleanUp(revision);
  }

  /** The baseline was deleted. */
  void forget() {
    pass.forget();
    facts.forget();
    publishing.metrics().forget();
    publishing.alarms().forget();
  }

  private void publish(ControlResult result, Situation situation) {
    ControlId control = result.module().descriptor().id();
    publishing.metrics().publish(control, result.report(), publishing.ofObjects());
    if (Modes.of(result.module(), situation.baseline().spec()) == Mode.OFF) {
      publishing.alarms().forget(control);
    } else {
      publishing.alarms().publish(control, result.report().alarms(), situation.isNewBaseline());
    }
  }
}
