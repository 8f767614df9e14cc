package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.facts.egress.AddressSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a CiliumClusterwideNetworkPolicy has the form whose effect packets have confirmed: pods
 * by labels, and denies of blocks alone. Cilium rejects an object as a whole for any part that it
 * does not accept, so an object with anything else in it counts for nothing.
 */
final class CiliumPolicyForm {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> OBJECT = Set.of("spec", "status");
  private static final Set<String> SPEC =
      Set.of("endpointSelector", "egressDeny", "enableDefaultDeny", "description");
  private static final Set<String> RULE = Set.of("toCIDR");

  private CiliumPolicyForm() {}

  /** Whether its effect is known. */
  static boolean isUnderstood(GenericKubernetesResource policy) {
    JsonNode object = JSON.valueToTree(policy.getAdditionalProperties());
    return hasOnly(object, OBJECT)
        && hasOnly(object.path("spec"), SPEC)
        && hasOnlyBlocks(object.at("/spec/egressDeny"))
        && rejection(policy).isEmpty();
  }

  private static boolean hasOnlyBlocks(JsonNode rules) {
    for (JsonNode rule : rules) {
      if (!hasOnly(rule, RULE)) {
        return false;
      }
      for (JsonNode block : rule.path("toCIDR")) {
        if (AddressSet.ofBlock(block.asText()).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Why Cilium does not accept it: since 1.16, its operator writes that to the status. */
  static Optional<String> rejection(GenericKubernetesResource policy) {
    JsonNode conditions =
        JSON.<JsonNode>valueToTree(policy.getAdditionalProperties()).at("/status/conditions");
    for (JsonNode condition : conditions) {
      if ("Valid".equals(condition.path("type").asText())
          && "False".equals(condition.path("status").asText())) {
        return Optional.of(condition.path("message").asText("no reason is given"));
      }
    }
    return Optional.empty();
  }

  /** Whether it has no field that the wanted one does not have. */
  static boolean hasNothingElse(
      GenericKubernetesResource actual, GenericKubernetesResource wanted) {
    JsonNode is = JSON.valueToTree(actual.getAdditionalProperties());
    JsonNode should = JSON.valueToTree(wanted.getAdditionalProperties());
    return hasOnly(is, OBJECT)
        && is.path("spec").properties().stream()
            .allMatch(field -> should.path("spec").has(field.getKey()));
  }

  private static boolean hasOnly(JsonNode node, Set<String> fields) {
    return node.properties().stream().allMatch(field -> fields.contains(field.getKey()));
  }
}
