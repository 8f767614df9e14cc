package io.securitybaseline.facts.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.testing.Eventually;
import io.securitybaseline.testing.TestCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What roles and bindings allow is what the API server answers to a SubjectAccessReview and to a
 * SelfSubjectRulesReview: generated roles and bindings, among those that every cluster has. In a
 * cluster of its own: no other test may count them.
 */
class AuthorizerIT {

  private static final int QUESTIONS = 2_400;
  private static final int THREADS = 16;
  private static final int SUBJECTS = 12;

  private final long seed = new Random().nextLong();
  private final RandomAccess generated = new RandomAccess(seed);

  private record Answer(
      AccessSubject subject, AccessRequest request, boolean ofApiServer, boolean ofOperator) {

    boolean agree() {
      return ofApiServer == ofOperator;
    }
  }

  @Test
  void theAnswersAreThoseOfTheApiServer() throws Exception {
    System.out.println("AuthorizerIT: seed " + seed);
    try (ControlPlane controlPlane = ControlPlane.builder().start();
        TestCluster cluster = TestCluster.on(controlPlane);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      compare(cluster.client(), create(cluster.client()), threads);
    }
  }

  private void compare(KubernetesClient client, List<ClusterRole> created, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    Authorizer authorizer = authorizer(client);
    assertThat(rulesOf(client)).isEqualTo(resolved(created));
    ApiServerAnswers apiServer = new ApiServerAnswers(client);

    compareRules(apiServer, authorizer);
    compareAnswers(apiServer, authorizer, threads);
  }

  /** Also waits until the API server's authorizer has read everything. */
  private void compareRules(ApiServerAnswers apiServer, Authorizer authorizer) {
    int found = 0;
    for (int i = 0; i < SUBJECTS; i++) {
      AccessSubject subject = generated.subject().authenticated();
      for (String namespace : RandomAccess.NAMESPACES) {
        Set<Rule> expected = authorizer.rules(subject, namespace);
        found += expected.size();
        Eventually.eventually(() ->
            assertThat(apiServer.rules(subject, namespace))
                .as("%s in %s, seed %d", subject, namespace, seed)
                .isEqualTo(expected));
      }
    }
    assertThat(found).as("rules, seed %d", seed).isGreaterThan(SUBJECTS);
  }

  private void compareAnswers(
      ApiServerAnswers apiServer, Authorizer authorizer, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    List<Future<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      AccessSubject subject = generated.subject();
      AccessRequest request = generated.request();
      asked.add(
          threads.submit(() ->
              new Answer(
                  subject,
                  request,
                  apiServer.may(subject, request),
                  authorizer.may(subject, request))));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> each : asked) {
      answers.add(each.get());
    }

    assertThat(answers).hasSize(QUESTIONS);
    assertThat(answers.stream().filter(answer -> !answer.agree())).as("seed %d", seed).isEmpty();
    assertThat(answers.stream().filter(Answer::ofApiServer).count())
        .as("allowed, seed %d", seed)
        .isBetween(QUESTIONS / 20L, QUESTIONS * 19L / 20);
  }

  /** Returns once the controller has aggregated. */
  private List<ClusterRole> create(KubernetesClient client) {
    RandomAccess.NAMESPACES.forEach(name ->
        client
            .namespaces()
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create());
    List<ClusterRole> clusterRoles = generated.clusterRoles();
    Stream.of(
            clusterRoles,
            generated.roles(),
            generated.clusterRoleBindings(),
            generated.roleBindings())
        .flatMap(List::stream)
        .forEach(object -> client.resource(object).create());
    Eventually.eventually(() -> assertThat(rulesOf(client)).isEqualTo(resolved(clusterRoles)));
    return clusterRoles;
  }

  private static Map<String, Set<PolicyRule>> rulesOf(KubernetesClient client) {
    return rules(
        client.rbac().clusterRoles().list().getItems().stream()
            .filter(role -> role.getMetadata().getName().startsWith("rbac-"))
            .toList());
  }

  private static Map<String, Set<PolicyRule>> resolved(List<ClusterRole> created) {
    return rules(
        AggregatedRoles.resolve(
            created.stream().map(role -> new ClusterRoleBuilder(role).build()).toList()));
  }

  private static Map<String, Set<PolicyRule>> rules(List<ClusterRole> roles) {
    Map<String, Set<PolicyRule>> rules = new HashMap<>();
    roles.forEach(role -> rules.put(role.getMetadata().getName(), new HashSet<>(role.getRules())));
    return rules;
  }

  private static Authorizer authorizer(KubernetesClient client) {
    List<Binding> bindings =
        Stream.concat(
                client.rbac().clusterRoleBindings().list().getItems().stream().map(Binding::of),
                client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
                    .map(Binding::of))
            .toList();
    Map<String, RoleRules> roles = new HashMap<>();
    client
        .rbac()
        .clusterRoles()
        .list()
        .getItems()
        .forEach(
            role -> roles.put("/" + role.getMetadata().getName(), RoleRules.of(role.getRules())));
    client
        .rbac()
        .roles()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(role ->
            roles.put(
                role.getMetadata().getNamespace() + "/" + role.getMetadata().getName(),
                RoleRules.of(role.getRules())));
    return new Authorizer(bindings, (role, namespace) -> find(roles, role, namespace));
  }

  private static Optional<RoleRules> find(
      Map<String, RoleRules> roles, RoleName role, String namespace) {
    String of = role.kind().equals(Roles.CLUSTER_ROLE) ? "" : namespace;
    return Optional.ofNullable(roles.get(of + "/" + role.name()));
  }
}
