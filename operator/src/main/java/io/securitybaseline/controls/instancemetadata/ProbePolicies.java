package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.module.Evaluation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whether the operator's policy is in place for pods of probes. Each namespace is evaluated once: a
 * second evaluation could see a policy that has just been created, and a probe would state that
 * there is none.
 *
 * @param inPlace namespaces in which pods are as well covered as those of every user namespace are
 *     to be
 * @param pending namespaces in which Enforce is about to create the policy, which would make a
 *     result old at once
 */
record ProbePolicies(Set<String> inPlace, Set<String> pending) {

  ProbePolicies {
    inPlace = Set.copyOf(inPlace);
    pending = Set.copyOf(pending);
  }

  /** Evaluates the namespaces. */
  static ProbePolicies of(Stream<String> namespaces, NamespaceSubject subjects) {
    Set<String> inPlace = new HashSet<>();
    Set<String> pending = new HashSet<>();
    Consumer<String> evaluate =
        namespace -> {
          List<Evaluation> evaluations = subjects.evaluate(namespace).toList();
          if (evaluations.stream().allMatch(ProbePolicies::isInPlace)) {
            inPlace.add(namespace);
          }
          if (evaluations.stream().anyMatch(ProbePolicies::isPending)) {
            pending.add(namespace);
          }
        };
    namespaces.distinct().forEach(evaluate);
    return new ProbePolicies(inPlace, pending);
  }

  private static boolean isInPlace(Evaluation evaluation) {
    return evaluation.applicability() instanceof Applicability.Enforced
        && evaluation.verdict().enforce().isEmpty()
        && InstanceMetadataControl.isCovered(evaluation.verdict().findings());
  }

  private static boolean isPending(Evaluation evaluation) {
    return evaluation.applicability() instanceof Applicability.Enforced
        && !evaluation.verdict().enforce().isEmpty();
  }
}
