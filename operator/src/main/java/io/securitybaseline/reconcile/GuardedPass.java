package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.securitybaseline.reconcile.pass.PassResult;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Runs a pass over one object. An exception is reported, affects this object only, and the pass is
 * retried.
 */
final class GuardedPass<T extends HasMetadata> {

  private final ReconcileFailures failures;
  private final ReconcileTriggers triggers;

  GuardedPass(ReconcileFailures failures, ReconcileTriggers triggers) {
    this.failures = failures;
    this.triggers = triggers;
  }

  /** Runs the pass, and triggers the baseline if the status may change. */
  UpdateControl<T> over(String object, Supplier<PassResult> pass) {
    UpdateControl<T> control = UpdateControl.noUpdate();
    try {
      PassResult done = pass.get();
      if (failures.succeeded(object) || done.changed()) {
        triggers.baseline();
      }
      done.requeueAfter().map(Duration::toMillis).ifPresent(control::rescheduleAfter);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // The framework would log every attempt with its stack trace, and does not handle an Error.
      control.rescheduleAfter(failures.failed(object, e).toMillis());
      triggers.baseline();
    }
    return control;
  }

  /** The object is gone. */
  void forget(String object) {
    failures.succeeded(object);
  }
}
