package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.facts.otherkinds.OtherTier;
import io.securitybaseline.facts.otherkinds.PolicyKind.Family;
import io.securitybaseline.facts.otherkinds.StandardTiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts policies into the order in which the engine evaluates them. */
final class Stages {

  /** The order of Kubernetes' policies in Calico's default tier. */
  private static final double ORDER_OF_NETWORK_POLICIES = 1000;

  private static final Comparator<OtherTier> BY_ORDER =
      Comparator.comparingDouble(OtherTier::order).thenComparing(OtherTier::name);

  private static final Comparator<OtherPolicy> IN_TIER =
      Comparator.<OtherPolicy>comparingDouble(policy -> policy.position().order())
          .thenComparing(Stages::key);

  private final String namespace;
  private final Map<String, List<OtherPolicy>> byTier = new HashMap<>();
  private final List<OtherPolicy> ofCilium = new ArrayList<>();

  private Stages(String namespace) {
    this.namespace = namespace;
  }

  /**
   * The stages.
   *
   * @param policies that the engine enforces, or may enforce, in the namespace
   */
  static List<Stage> of(
      Enforcer.Form form,
      String namespace,
      Map<String, OtherTier> tiers,
      Collection<OtherPolicy> policies) {
    Stages stages = new Stages(namespace);
    for (OtherPolicy policy : policies) {
      if (policy.kind().family() == Family.CILIUM) {
        stages.ofCilium.add(policy);
      } else {
        stages.byTier.computeIfAbsent(policy.position().tier(), _ -> new ArrayList<>()).add(policy);
      }
    }
    return stages.inOrder(form, tiers);
  }

  private List<Stage> inOrder(Enforcer.Form form, Map<String, OtherTier> tiers) {
    Map<String, OtherTier> all = new HashMap<>(tiers);
    all.putAll(StandardTiers.ALL);
    all.putIfAbsent(OtherTier.DEFAULT, OtherTier.OF_NETWORK_POLICIES);
    byTier
        .keySet()
        .forEach(
            name -> all.putIfAbsent(name, new OtherTier(name, Double.POSITIVE_INFINITY, false)));
    return all.values().stream()
        .sorted(BY_ORDER)
        .<Stage>map(tier ->
            form == Enforcer.Form.CILIUM && tier.name().equals(OtherTier.DEFAULT)
                ? new Stage.Union(ofCilium)
                : tier(tier))
        .toList();
  }

  private Stage tier(OtherTier tier) {
    List<OtherPolicy> policies =
        byTier.getOrDefault(tier.name(), List.of()).stream().sorted(IN_TIER).toList();
    boolean isDefault = tier.name().equals(OtherTier.DEFAULT);
    return new Stage.Tier(
        tier.name(),
        tier.passes(),
        policies.stream().filter(policy -> !isDefault || isBefore(policy)).toList(),
        isDefault,
        policies.stream().filter(policy -> isDefault && !isBefore(policy)).toList());
  }

  /** Whether it comes before the policies of Kubernetes; Calico compares names of equal order. */
  private boolean isBefore(OtherPolicy policy) {
    double order = policy.position().order();
    return order < ORDER_OF_NETWORK_POLICIES
        || (order == ORDER_OF_NETWORK_POLICIES
            && key(policy).compareTo(namespace + "/knp.default.") < 0);
  }

  private static String key(OtherPolicy policy) {
    return policy.namespace().isEmpty() ? policy.name() : policy.namespace() + "/" + policy.name();
  }
}
