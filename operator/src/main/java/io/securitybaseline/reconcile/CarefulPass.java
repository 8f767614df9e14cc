package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.Situation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A pass over one object that does not act on stale facts, and whose exception is reported, costs
 * nothing but this object, and is followed by another attempt.
 */
final class CarefulPass<T extends HasMetadata> {

  private static final NamespacePass.PassResult NOTHING =
      new NamespacePass.PassResult(false, Optional.empty());

  private final WatchHealth watches;
  private final ReconcileFailures failures;
  private final ReconcileTriggers wakeups;

  CarefulPass(WatchHealth watches, ReconcileFailures failures, ReconcileTriggers wakeups) {
    this.watches = watches;
    this.failures = failures;
    this.wakeups = wakeups;
  }

  /** The pass of a control, unless what the control reads is stale: recovery wakes everything. */
  NamespacePass.PassResult unlessHeld(
      ControlId control,
      CurrentSituation.Revision revision,
      BiFunction<T, CurrentSituation.Revision, NamespacePass.PassResult> pass,
      T object) {
    boolean isActive = revision.situation().phase() == Situation.Phase.ACTIVE;
    return isActive && watches.isHeld(control) ? NOTHING : pass.apply(object, revision);
  }

  /** Runs the pass, and wakes the baseline if its status is to change because of it. */
  UpdateControl<T> over(String object, Supplier<NamespacePass.PassResult> pass) {
    UpdateControl<T> control = UpdateControl.noUpdate();
    try {
      NamespacePass.PassResult done = pass.get();
      if (failures.succeeded(object) || done.changed()) {
        wakeups.baseline();
      }
      done.again().map(Duration::toMillis).ifPresent(control::rescheduleAfter);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // The framework would log every attempt with its stack trace, and of an Error hears nothing.
      control.rescheduleAfter(failures.failed(object, e).toMillis());
      wakeups.baseline();
    }
    return control;
  }

  /** The object is gone. */
  void forget(String object) {
    failures.succeeded(object);
  }
}
