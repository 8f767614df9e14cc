package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeRequest;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.EvaluationInput;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The namespaces that request a probe by an annotation. A request alone creates no pod: the
 * installation names the namespaces in which the operator may, with the permissions for it.
 */
final class ProbeRequests {

  /** Namespaces that are probed. */
  static final int MOST = 10;

  private final ControlDescriptor control;
  private final EvaluationInput input;
  private final Mode mode;

  ProbeRequests(ControlDescriptor control, EvaluationInput input, Mode mode) {
    this.control = control;
    this.input = input;
    this.mode = mode;
  }

  /** Those in which the operator may create a pod, by name. */
  Stream<String> granted() {
    Set<String> allowed = input.current().probes().map(ProbeSetup::namespaces).orElse(Set.of());
    return requesting().filter(allowed::contains).limit(MOST);
  }

  /** A note on those that are not probed. */
  List<Finding> findings() {
    Set<String> granted = granted().collect(Collectors.toUnmodifiableSet());
    List<String> left =
        input.current().probes().isEmpty()
            ? List.of()
            : requesting().filter(name -> !granted.contains(name)).toList();
    return left.isEmpty()
        ? List.of()
        : List.of(
            Finding.note(
                Reasons.NOT_PROBED,
                Phrases.bounded(
                    "A probe is requested in %s, where the operator may not create pods: add it to the chart's value probe.namespaces, which takes %d"
                        .formatted(Phrases.names(left), MOST))));
  }

  private Stream<String> requesting() {
    return input
        .resources()
        .namespaces()
        .filter(namespace -> ProbeRequest.DIGEST.of(namespace).isPresent())
        .filter(this::isEvaluated)
        .map(namespace -> namespace.getMetadata().getName())
        .filter(name -> !name.equals(ProbePods.NAMESPACE))
        .sorted();
  }

  private boolean isEvaluated(Namespace namespace) {
    return !namespace.isMarkedForDeletion()
        && !(input.situation().applicability(control, mode, Namespaced.of(namespace))
            instanceof Applicability.NotConcerned);
  }
}
