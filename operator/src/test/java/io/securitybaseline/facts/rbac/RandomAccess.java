package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.facts.rbac.AccessRequest.ToPath;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Roles, bindings and questions from few words, so that many questions are close to what a rule
 * allows.
 */
final class RandomAccess {

  static final List<String> NAMESPACES = List.of("rbac-a", "rbac-b");

  /** Of the ClusterRoles that are aggregated into others. */
  static final String LABEL = "securitybaseline.io/test-part";

  private static final List<String> USERS = List.of("user-1", "user-2", "user-3@contoso.com");
  private static final List<String> GROUPS =
      List.of("group-1", "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11", "system:authenticated");
  private static final List<String> ACCOUNTS = List.of("default", "builder");
  private static final List<String> VERBS = List.of("get", "list", "create", "bind", "*");
  private static final List<String> API_GROUPS = List.of("", "apps", "contoso.com", "*");
  private static final List<String> RESOURCES =
      List.of(
          "pods",
          "pods/exec",
          "*/exec",
          "pods/*",
          "*",
          "deployments",
          "deployments/scale",
          "*/scale",
          "widgets");
  private static final List<String> NAMES = List.of("one", "two");
  private static final List<String> PATHS =
      List.of("/contoso", "/contoso/*", "/contoso/logs", "/conto*", "/contoso/logs/**", "*");
  private static final int ROLES = 12;

  private final Random random;

  RandomAccess(long seed) {
    random = new Random(seed);
  }

  List<ClusterRole> clusterRoles() {
    Stream<ClusterRole> parts =
        IntStream.range(0, ROLES)
            .mapToObj(number ->
                new ClusterRoleBuilder()
                    .withNewMetadata()
                    .withName("rbac-" + number)
                    .withLabels(Map.of(LABEL, String.valueOf(number % 4)))
                    .endMetadata()
                    .withRules(rules(true))
                    .build());
    Stream<ClusterRole> aggregated =
        IntStream.range(0, 2)
            .mapToObj(number ->
                new ClusterRoleBuilder()
                    .withNewMetadata()
                    .withName("rbac-all-" + number)
                    .endMetadata()
                    .withNewAggregationRule()
                    .addNewClusterRoleSelector()
                    .addToMatchLabels(LABEL, String.valueOf(number))
                    .endClusterRoleSelector()
                    .endAggregationRule()
                    .build());
    return Stream.concat(parts, aggregated).toList();
  }

  List<Role> roles() {
    return NAMESPACES.stream()
        .flatMap(namespace ->
            IntStream.range(0, ROLES)
                .mapToObj(number ->
                    new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("rbac-" + number)
                        .endMetadata()
                        .withRules(rules(false))
                        .build()))
        .toList();
  }

  List<ClusterRoleBinding> clusterRoleBindings() {
    return IntStream.range(0, ROLES)
        .mapToObj(number ->
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("rbac-" + number)
                .endMetadata()
                .withRoleRef(role("ClusterRole"))
                .withSubjects(subjects(true))
                .build())
        .toList();
  }

  List<RoleBinding> roleBindings() {
    return NAMESPACES.stream()
        .flatMap(namespace ->
            IntStream.range(0, 2 * ROLES)
                .mapToObj(number ->
                    new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("rbac-" + number)
                        .endMetadata()
                        .withRoleRef(role(number % 2 == 0 ? "Role" : "ClusterRole"))
                        .withSubjects(subjects(false))
                        .build()))
        .toList();
  }

  AccessSubject subject() {
    if (random.nextInt(3) == 0) {
      return AccessSubject.ofServiceAccount(pick(NAMESPACES), pick(ACCOUNTS));
    }
    Set<String> groups = new HashSet<>();
    IntStream.range(0, random.nextInt(3)).forEach(_ -> groups.add(pick(GROUPS)));
    return new AccessSubject(random.nextInt(4) == 0 ? "unknown" : pick(USERS), groups);
  }

  AccessRequest request() {
    String verb = pick(VERBS);
    if (random.nextInt(4) == 0) {
      return new ToPath(
          verb, pick(List.of("/contoso", "/contoso/logs", "/contoso/logs/1", "/con", "/other")));
    }
    List<String> asked = List.of(pick(RESOURCES).split("/", 2));
    return new ToResource(
        verb,
        pick(API_GROUPS),
        asked.getFirst(),
        asked.size() > 1 ? asked.get(1) : "",
        random.nextInt(4) == 0 ? "" : pick(NAMESPACES),
        random.nextInt(2) == 0 ? "" : pick(List.of("one", "two", "three")));
  }

  private List<PolicyRule> rules(boolean withPaths) {
    return IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> rule(withPaths)).toList();
  }

  private PolicyRule rule(boolean withPaths) {
    PolicyRuleBuilder rule = new PolicyRuleBuilder().withVerbs(some(VERBS));
    if (withPaths && random.nextInt(3) == 0) {
      return rule.withNonResourceURLs(some(PATHS)).build();
    }
    return rule.withApiGroups(some(API_GROUPS))
        .withResources(some(RESOURCES))
        .withResourceNames(random.nextInt(3) == 0 ? some(NAMES) : List.of())
        .build();
  }

  /** A few of them name a role that does not exist. */
  private RoleRef role(String kind) {
    int number = random.nextInt(ROLES + 1);
    boolean aggregated = kind.equals("ClusterRole") && random.nextInt(5) == 0;
    String name = aggregated ? "rbac-all-" + number % 2 : "rbac-" + number;
    return new RoleRef("rbac.authorization.k8s.io", kind, name);
  }

  private List<Subject> subjects(boolean isClusterWide) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> subject(isClusterWide)).toList();
  }

  private Subject subject(boolean isClusterWide) {
    String group = "rbac.authorization.k8s.io";
    return switch (random.nextInt(3)) {
      case 0 -> new Subject(group, "User", pick(USERS), null);
      case 1 -> new Subject(group, "Group", pick(GROUPS), null);
      default ->
          new Subject(
              null,
              "ServiceAccount",
              pick(ACCOUNTS),
              isClusterWide || random.nextBoolean() ? pick(NAMESPACES) : null);
    };
  }

  private List<String> some(List<String> words) {
    return IntStream.range(0, 1 + random.nextInt(2)).mapToObj(_ -> pick(words)).distinct().toList();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
