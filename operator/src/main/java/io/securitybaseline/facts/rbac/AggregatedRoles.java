package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.rbac.AggregationRule;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Fills in the rules of aggregated ClusterRoles, as the controller of Kubernetes does in a cluster:
 * for manifests, in which they are empty.
 *
 * <p>Source: {@code pkg/controller/clusterroleaggregation} of Kubernetes: the union of the rules of
 * all other ClusterRoles that any of the selectors matches, by name, each rule once. An aggregated
 * role that matches takes part with the rules that it has.
 */
public final class AggregatedRoles {

  /** How often rules are passed on from one aggregated role to the next. */
  private static final int MOST_LEVELS = 8;

  private AggregatedRoles() {}

  /** The same roles with their rules. */
  public static List<ClusterRole> resolve(Collection<ClusterRole> roles) {
    List<ClusterRole> resolved = new ArrayList<>(roles);
    resolved.sort(Comparator.comparing(role -> role.getMetadata().getName()));
    for (int level = 0; level < MOST_LEVELS; level++) {
      List<ClusterRole> before = List.copyOf(resolved);
      resolved.replaceAll(role -> resolve(role, before));
      if (resolved.equals(before)) {
        return resolved;
      }
    }
    return resolved;
  }

  private static ClusterRole resolve(ClusterRole role, List<ClusterRole> all) {
    AggregationRule aggregation = role.getAggregationRule();
    if (aggregation == null
        || aggregation.getClusterRoleSelectors() == null
        || aggregation.getClusterRoleSelectors().isEmpty()) {
      return role;
    }
    Set<PolicyRule> rules = new LinkedHashSet<>();
    for (LabelSelector selector : aggregation.getClusterRoleSelectors()) {
      Selector parsed = Selector.of(selector);
      all.stream()
          .filter(other -> !isSame(other, role))
          .filter(other -> parsed.matches(labels(other)))
          .forEach(other -> rules.addAll(rules(other)));
    }
    return new ClusterRoleBuilder(role).withRules(List.copyOf(rules)).build();
  }

  private static boolean isSame(ClusterRole one, ClusterRole other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  private static Map<String, String> labels(ClusterRole role) {
    return Objects.requireNonNullElse(role.getMetadata().getLabels(), Map.of());
  }

  private static List<PolicyRule> rules(ClusterRole role) {
    return Objects.requireNonNullElse(role.getRules(), List.of());
  }
}
