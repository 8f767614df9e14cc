package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TrimLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Findings by the role: ten bindings to one role are one thing to fix. Those of ClusterRoleBindings
 * are complete; of RoleBindings only the most severe ones of the tally are.
 */
final class RoleGroups implements Evaluation.Detail {

  private static final Comparator<Group> ORDER =
      Comparator.comparing((Group group) -> group.first, Finding.MOST_SEVERE_FIRST)
          .thenComparing(group -> group.key.namespace())
          .thenComparing(group -> group.key.role());

  private final Function<Tally.Worst, Optional<RoleName>> roles;
  private final Map<Key, Group> ofCluster = new HashMap<>();

  /** What is grouped: the namespace is empty for ClusterRoleBindings, the role where unknown. */
  record Key(String namespace, String role, String reason) {}

  /**
   * The findings of one role for one reason.
   *
   * @param first the most severe one
   */
  record Group(Key key, Finding first, int bindings) {

    Group and(Group other) {
      Finding found =
          Finding.MOST_SEVERE_FIRST.compare(first, other.first) <= 0 ? first : other.first;
      return new Group(key, found, bindings + other.bindings);
    }
  }

  /** Where the bindings are unknown. */
  static final RoleGroups UNKNOWN = new RoleGroups(_ -> Optional.empty(), Stream.empty());

  /**
   * @param roles finds the role of a RoleBinding of the tally
   * @param clusterWide evaluations of all ClusterRoleBindings
   */
  private RoleGroups(
      Function<Tally.Worst, Optional<RoleName>> roles, Stream<Evaluation> clusterWide) {
    this.roles = roles;
    clusterWide.forEach(this::add);
  }

  /**
   * Groups what is found.
   *
   * @param resources the RoleBindings
   * @param clusterWide evaluations of all ClusterRoleBindings
   */
  static RoleGroups of(ResourceReader resources, Stream<Evaluation> clusterWide) {
    return new RoleGroups(worst -> role(resources, worst), clusterWide);
  }

  private void add(Evaluation evaluation) {
    if (evaluation.detail() instanceof BoundRole(RoleName role)) {
      evaluation.decision().findings().stream()
          .filter(finding -> finding.severity() != Severity.NOTE)
          .min(Finding.MOST_SEVERE_FIRST)
          .ifPresent(finding -> add(ofCluster, group("", Optional.of(role), finding)));
    }
  }

  private static Group group(String namespace, Optional<RoleName> role, Finding finding) {
    String name = role.map(known -> known.kind() + "/" + known.name()).orElse("");
    return new Group(new Key(namespace, name, finding.reason()), finding, 1);
  }

  private static void add(Map<Key, Group> groups, Group group) {
    groups.merge(group.key(), group, Group::and);
  }

  /**
   * The most severe ones, one for each role and reason. They leave a status that is too large
   * before the findings of controls that change something.
   */
  List<Group> worst(Tally tally, TrimLevel level) {
    Map<Key, Group> groups = new HashMap<>(ofCluster);
    for (Tally.Worst worst : tally.worst()) {
      if (!worst.namespace().isEmpty()) {
        add(groups, group(worst.namespace(), roles.apply(worst), worst.finding()));
      }
    }
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(ORDER);
    return sorted.stream()
        .limit(Math.min(level.most(Tally.WORST), level.inventory(Tally.WORST)))
        .toList();
  }

  private static Optional<RoleName> role(ResourceReader resources, Tally.Worst worst) {
    return resources.inNamespace(RoleBinding.class, worst.namespace()).stream()
        .filter(binding -> worst.name().equals(binding.getMetadata().getName()))
        .findFirst()
        .map(binding -> Binding.of(binding).role());
  }
}
