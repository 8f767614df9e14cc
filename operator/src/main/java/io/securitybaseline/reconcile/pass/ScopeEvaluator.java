package io.securitybaseline.reconcile.pass;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a control in a scope and decides what to do. A bug in the control affects its verdict
 * in that scope only.
 */
final class ScopeEvaluator {

  private static final Logger log = LoggerFactory.getLogger(ScopeEvaluator.class);

  private ScopeEvaluator() {}

  /**
   * Evaluates and decides.
   *
   * @param whole what a finding is about that concerns everything in the scope
   */
  static List<Evaluated> evaluate(
      ControlModule module, EvaluationInput input, Scope scope, Subject whole) {
    List<Evaluation> evaluations;
    try {
      evaluations = module.evaluate(input, scope).toList();
    } catch (RuntimeException e) {
      evaluations = List.of(failed(module, input.situation(), scope, whole, e));
    }
    Phase phase = input.situation().phase();
    boolean isCluster = scope instanceof Scope.WholeCluster;
    List<Evaluated> decided = new ArrayList<>(evaluations.size());
    for (Evaluation each : evaluations) {
      logFault(module.descriptor().id(), each);
      decided.add(decided(each, phase, isCluster));
    }
    return decided;
  }

  private static Evaluated decided(Evaluation evaluation, Phase phase, boolean isCluster) {
    return phase == Phase.DELETING
        ? Evaluated.cleanedUp(evaluation, isCluster)
        : new Evaluated(evaluation, evaluation.decision());
  }

  /** The engine goes on without the verdict. */
  private static void logFault(ControlId control, Evaluation evaluation) {
    if (evaluation.fault() != null) {
      log.atError()
          .addKeyValue("control", control.id())
          .addKeyValue("kind", evaluation.subject().kind())
          .addKeyValue("namespace", evaluation.subject().namespace())
          .addKeyValue("name", evaluation.subject().name())
          .setCause(evaluation.fault())
          .log("a control failed");
    }
  }

  private static Evaluation failed(
      ControlModule module,
      Situation situation,
      Scope scope,
      Subject whole,
      RuntimeException fault) {
    boolean isConcerned =
        Modes.of(module, situation.baseline().spec()) != Mode.OFF
            && !(scope instanceof Scope.InNamespace(String name) && isLeftOut(name, situation));
    return Evaluation.failed(
        whole,
        isConcerned
            ? new Applicability.Audited(Optional.empty())
            : new Applicability.NotConcerned(),
        null,
        fault);
  }

  private static boolean isLeftOut(String namespace, Situation situation) {
    return SystemNamespaces.contains(namespace, situation.cluster().tigera())
        || Glob.anyMatches(situation.baseline().spec().namespaces().exclude(), namespace);
  }
}
