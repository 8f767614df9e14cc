package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import java.util.List;

/**
 * One control in one scope, and what its changes come on top of.
 *
 * @param whole what a finding is about that concerns everything in the scope
 * @param failures how often in a row changes failed before
 * @param wasInPlace whether everything was as it should be at the last pass, in the same situation
 * @param intent what was to be in place then
 */
record PassContext(
    ControlModule module,
    EvaluationInput input,
    Scope scope,
    Subject whole,
    int failures,
    boolean wasInPlace,
    int intent) {

  ControlId control() {
    return module.descriptor().id();
  }

  /** Evaluates the control and decides. */
  List<Evaluated> evaluate() {
    return ScopeEvaluator.evaluate(module, input, scope, whole);
  }

  /** The same with another reader. */
  PassContext reading(ConfirmingReader reader) {
    return new PassContext(
        module,
        new EvaluationInput(reader, input.situation(), input.records(), input.current()),
        scope,
        whole,
        failures,
        wasInPlace,
        intent);
  }
}
