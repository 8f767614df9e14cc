package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.egress.AddressSet;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CiliumClusterwideNetworkPolicy that denies the address.
 *
 * @param endpoints the pods it selects, or absent if it does not deny the address or contradicts
 *     itself
 * @param harmless whether it states, in both directions, that it blocks nothing else
 */
record CiliumDeny(Optional<SelectorTerm> endpoints, boolean ours, boolean harmless) {

  private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABEL = "k8s:io.cilium.k8s.namespace.labels.";
  private static final String POD_LABEL = "k8s:";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The policy of the cluster with the operator's name. Where Cilium's settings take its effect
   * away, it denies nothing.
   */
  static CiliumDeny in(ClusterSnapshot cluster) {
    CiliumDeny deny = of(cluster.ciliumPolicy());
    return CiliumSettings.of(cluster).findings(deny.keys()).isEmpty()
        ? deny
        : new CiliumDeny(Optional.empty(), deny.ours(), deny.harmless());
  }

  /** The labels that it selects by, without their source. */
  Set<String> keys() {
    return endpoints
        .map(term ->
            term.ranges().keySet().stream()
                .map(key -> key.startsWith(POD_LABEL) ? key.substring(POD_LABEL.length()) : key)
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  /** Reads what is in the cluster. Whatever is not understood denies nothing. */
  static CiliumDeny of(@Nullable GenericKubernetesResource policy) {
    if (policy == null) {
      return new CiliumDeny(Optional.empty(), false, false);
    }
    JsonNode spec = spec(policy);
    JsonNode defaultDeny = spec.path("enableDefaultDeny");
    return new CiliumDeny(
        CiliumPolicyForm.isUnderstood(policy) && deniesAddress(spec)
            ? endpoints(spec.path("endpointSelector"))
            : Optional.empty(),
        Ownership.isOurs(policy) && !policy.isMarkedForDeletion(),
        isFalse(defaultDeny.path("ingress")) && isFalse(defaultDeny.path("egress")));
  }

  private static JsonNode spec(GenericKubernetesResource policy) {
    return JSON.valueToTree(policy.getAdditionalProperties()).path("spec");
  }

  private static boolean isFalse(JsonNode node) {
    return node.isBoolean() && !node.booleanValue();
  }

  private static boolean deniesAddress(JsonNode spec) {
    for (JsonNode rule : spec.path("egressDeny")) {
      for (JsonNode block : rule.path("toCIDR")) {
        boolean denied =
            AddressSet.ofBlock(block.asText())
                .filter(blocked -> blocked.contains(InstanceMetadataService.ADDRESS))
                .isPresent();
        if (denied && rule.path("toPorts").isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<SelectorTerm> endpoints(JsonNode selector) {
    if (!selector.isObject()) {
      return Optional.empty();
    }
    try {
      return SelectorTerm.of(
          new Selector(
              Selector.of(JSON.convertValue(selector, LabelSelector.class)).requirements().stream()
                  .map(CiliumDeny::withSource)
                  .toList()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Without a source, Cilium looks for the label in all sources; pods' labels have this one. */
  private static Requirement withSource(Requirement requirement) {
    String key = requirement.key();
    if (key.startsWith("any:")) {
      key = POD_LABEL + key.substring("any:".length());
    } else if (key.indexOf(':') < 0) {
      key = POD_LABEL + key;
    }
    return new Requirement(key, requirement.operator(), requirement.values());
  }

  /** Whether it keeps the pods with these labels from the address. */
  boolean cutsOff(NamespaceSnapshot namespace, Map<String, String> podLabels) {
    return endpoints.isPresent()
        && endpoints.get().ranges().entrySet().stream()
            .allMatch(
                range -> range.getValue().contains(label(range.getKey(), namespace, podLabels)));
  }

  /**
   * A label as Cilium adds it to a pod: labels of the namespace take precedence over those of the
   * pod.
   */
  private static @Nullable String label(
      String key, NamespaceSnapshot namespace, Map<String, String> podLabels) {
    if (key.equals(NAMESPACE)) {
      return namespace.name();
    }
    String ofNamespace =
        key.startsWith(NAMESPACE_LABEL)
            ? namespace.labels().get(key.substring(NAMESPACE_LABEL.length()))
            : null;
    if (ofNamespace != null) {
      return ofNamespace;
    }
    return key.startsWith(POD_LABEL) ? podLabels.get(key.substring(POD_LABEL.length())) : null;
  }

  /**
   * Whether it keeps every pod that may ever start in the namespace from it, allowed ones apart.
   */
  boolean covers(NamespaceSnapshot namespace, @Nullable AllowedPods allowed) {
    return endpoints.isPresent()
        && endpoints.get().ranges().entrySet().stream()
            .allMatch(range -> admits(range.getKey(), range.getValue(), namespace, allowed));
  }

  private static boolean admits(
      String key,
      LabelConstraint range,
      NamespaceSnapshot namespace,
      @Nullable AllowedPods allowed) {
    if (key.equals(NAMESPACE)) {
      return range.contains(namespace.name());
    }
    if (key.startsWith(NAMESPACE_LABEL)) {
      return range.contains(namespace.labels().get(key.substring(NAMESPACE_LABEL.length())));
    }
    return allowed != null
        && key.equals(POD_LABEL + allowed.key())
        && LabelConstraint.of(notAllowed(key, allowed)).isWithin(range);
  }

  /** The policy that the baseline wants. */
  static GenericKubernetesResource wanted(
      String baselineUid,
      SecurityBaselineSpec spec,
      @Nullable AllowedPods allowed,
      SortedSet<String> untouched) {
    GenericKubernetesResource wanted = new GenericKubernetesResource();
    wanted.setApiVersion(Manifest.CILIUM_DENY.getApiVersion());
    wanted.setKind(Manifest.CILIUM_DENY.getKind());
    wanted.setMetadata(
        new ObjectMetaBuilder()
            .withName(PolicyNames.FIRST)
            .withLabels(Ownership.labels(baselineUid))
            .withAnnotations(Manifest.CILIUM_DENY.getMetadata().getAnnotations())
            .build());
    ObjectNode body = (ObjectNode) spec(Manifest.CILIUM_DENY);
    LabelSelector others = new Selector(requirements(spec, allowed, untouched)).toLabelSelector();
    ArrayNode expressions = (ArrayNode) body.path("endpointSelector").path("matchExpressions");
    others.getMatchExpressions().forEach(it -> expressions.add(JSON.<JsonNode>valueToTree(it)));
    wanted.setAdditionalProperty("spec", JSON.convertValue(body, Map.class));
    return wanted;
  }

  private static List<Requirement> requirements(
      SecurityBaselineSpec spec, @Nullable AllowedPods allowed, SortedSet<String> untouched) {
    List<Requirement> requirements = new ArrayList<>();
    if (!untouched.isEmpty()) {
      requirements.add(new Requirement(NAMESPACE, Operator.NOT_IN, untouched));
    }
    Selector rollout = RolloutSelector.of(spec).selector();
    SelectorTerm.of(rollout)
        .map(SelectorTerm::selector)
        .orElse(rollout)
        .requirements()
        .forEach(it ->
            requirements.add(
                new Requirement(NAMESPACE_LABEL + it.key(), it.operator(), it.values())));
    if (allowed != null && !allowed.values().isEmpty()) {
      requirements.add(notAllowed(POD_LABEL + allowed.key(), allowed));
    }
    return requirements;
  }

  private static Requirement notAllowed(String key, AllowedPods allowed) {
    return new Requirement(key, Operator.NOT_IN, new TreeSet<>(allowed.values()));
  }

  /** Whether both are equal as a whole: Cilium rejects all of it for a part that it rejects. */
  static boolean same(GenericKubernetesResource actual, GenericKubernetesResource wanted) {
    JsonNode is = spec(actual);
    JsonNode should = spec(wanted);
    return CiliumPolicyForm.hasNothingElse(actual, wanted)
        && is.path("egressDeny").equals(should.path("egressDeny"))
        && is.path("enableDefaultDeny").equals(should.path("enableDefaultDeny"))
        && endpoints(is.path("endpointSelector"))
            .equals(endpoints(should.path("endpointSelector")));
  }
}
