package io.securitybaseline.controls.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A question about what AKS runs in the cluster, which needs no answer of Azure. */
interface InClusterCheck extends Check {

  CheckEvaluation evaluate(Components components);

  @Override
  default CheckEvaluation evaluate(CheckInput subject) {
    return evaluate(subject.components());
  }

  /** Nothing has the name, so it is unknown whether the component is missing or renamed. */
  static CheckEvaluation notFound(String object) {
    return CheckEvaluation.unknown(
        Reasons.COMPONENT_NOT_FOUND,
        "no %s is in the namespace %s: the component is not enabled, or has another name"
            .formatted(object, ComponentNames.NAMESPACE));
  }

  /** What is not ready of the objects with the names. */
  static Optional<String> notReady(Components components, Set<String> names) {
    return components.pods().entrySet().stream()
        .filter(entry -> names.contains(entry.getKey()))
        .filter(entry -> !entry.getValue().areReady())
        .findFirst()
        .map(InClusterCheck::notReady);
  }

  private static String notReady(Map.Entry<String, ComponentPods> entry) {
    return "only %s of %s/%s are ready"
        .formatted(entry.getValue(), ComponentNames.NAMESPACE, entry.getKey());
  }

  /** The answer for a component that is a Deployment. */
  static CheckEvaluation ofDeployments(Components components, Set<String> names, String component) {
    for (String name : names.stream().sorted().toList()) {
      if (!components.pods().containsKey(name)) {
        return notFound("Deployment " + name);
      }
    }
    return notReady(components, names)
        .map(message ->
            CheckEvaluation.fail(
                message,
                "kubectl -n %s describe the pods of the Deployment"
                    .formatted(ComponentNames.NAMESPACE)))
        .orElseGet(() -> CheckEvaluation.pass("the pods of %s are ready".formatted(component)));
  }
}
