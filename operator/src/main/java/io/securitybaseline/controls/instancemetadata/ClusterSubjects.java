package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Applicability.Undetermined;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.module.Admission;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Evaluates what InstanceMetadata needs once for the whole cluster. */
final class ClusterSubjects {

  private final ControlDescriptor control;
  private final EvaluationInput input;
  private final Situation situation;
  private final Mode mode;

  ClusterSubjects(ControlDescriptor control, EvaluationInput input, Mode mode) {
    this.control = control;
    this.input = input;
    this.situation = input.situation();
    this.mode = mode;
  }

  Stream<Evaluation> evaluate() {
    return Stream.concat(
        Stream.of(
            Evaluation.of(
                Subject.CLUSTER,
                situation.ofCluster(mode),
                () ->
                    new InstanceMetadataClusterControl()
                        .evaluate(snapshot(), situation.baseline())),
            Admission.evaluate(ProtectionControl.NAME, new ProtectionControl(), input, mode)),
        new ProbeSubjects(control, input, mode).evaluate());
  }

  private ClusterScopeSnapshot snapshot() {
    SortedSet<String> untouched = new TreeSet<>();
    int uncovered = 0;
    if (InstanceMetadataClusterControl.asksForNamespaces(
        situation.cluster(), situation.baseline())) {
      untouched.addAll(
          Applicability.untouchedByName(
              situation.baseline().spec(), control.exemptible().orElseThrow(), situation.today()));
      for (Namespace namespace : input.resources().namespaces().toList()) {
        switch (applicability(namespace)) {
          case NotConcerned _, Exempt _ -> untouched.add(namespace.getMetadata().getName());
          case Enforced _, Retained _ -> uncovered += isCovered(namespace) ? 0 : 1;
          case Audited _, OutsideRollout _, Undetermined _ -> {
            // Has no object of its own to wait for.
          }
        }
      }
    }
    return new ClusterScopeSnapshot(
        situation.cluster(),
        untouched,
        uncovered,
        input.current().agents(),
        situation.rolloutMatchesNothing());
  }

  private Applicability applicability(Namespace namespace) {
    return situation.applicability(control, mode, Namespaced.of(namespace));
  }

  private boolean isCovered(Namespace namespace) {
    return input
        .records()
        .inPlace(control.id(), namespace.getMetadata().getName(), namespace.getMetadata().getUid())
        .filter(tally -> tally.counter(NamespaceSubject.UNCOVERED) == 0)
        .isPresent();
  }
}
