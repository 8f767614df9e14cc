package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.USER_BINDINGS;
import static io.securitybaseline.it.LargeBindings.accounts;
import static io.securitybaseline.it.LargeBindings.clusterWide;
import static io.securitybaseline.it.LargeBindings.group;
import static io.securitybaseline.it.LargeBindings.plus;
import static io.securitybaseline.it.LargeBindings.user;
import static io.securitybaseline.it.LargeBindings.users;
import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What makes a binding so large that CEL's cost limit is passed does not make it pass the policy:
 * an expression that passes the limit counts as met.
 */
class PreventionLimitsIT {

  private static final String EVE = "eve@fabrikam.com";
  private static final String BY_NAME = "would be bound directly to ClusterRole view";

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().keepingTheBaseline();

  private final Admission admission = new Admission(operator.cluster());
  private final KubernetesClient tenant = client("tina@contoso.com", "tenants");
  private final KubernetesClient admin = client("root@contoso.com", "admins");
  private String namespace = "";

  @BeforeEach
  void deny() {
    namespace = operator.namespaces().create("limits");
    admission.grant(namespace, "admin", "tenants");
    admission.grantAdministrators("admins");
    apply("protectedUsers: [breakglass@contoso.com, \"ops-*@fabrikam.com\"]\n");
  }

  @AfterEach
  void close() {
    tenant.close();
    admin.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 999})
  void upToAThousandNewUsersAreEvaluated(int padding) {
    List<Subject> subjects = users("system:u-", padding);
    subjects.add(user(EVE));

    assertThat(refusal(tenant, binding(subjects))).contains(EVE, BY_NAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 2_000, 9_999})
  void tooManyNewUsersAreRejected(int padding) {
    List<Subject> subjects = users("system:u-", padding);
    subjects.add(user(EVE));

    assertThat(refusal(tenant, binding(subjects)))
        .contains("has " + (padding + 1) + " new users: add at most 1000", "bind a group");
    assertThat(refusal(admin, clusterWide(subjects)))
        .contains("ClusterRoleBinding", "new users: add at most 1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 9_999})
  void otherSubjectsDoNotHideAUser(int padding) {
    List<Subject> subjects = accounts(padding);
    subjects.add(user(EVE));

    assertThat(refusal(tenant, binding(subjects))).contains(EVE, BY_NAME);
    assertThat(refusal(admin, clusterWide(subjects))).contains(EVE, BY_NAME);
  }

  @Test
  void tooManySubjectsAreRejected() {
    List<Subject> subjects = accounts(25_000);
    subjects.add(user(EVE));

    assertThat(refusal(tenant, binding(subjects))).contains("more than 10000 subjects: split it");
    assertThat(refusal(tenant, binding(accounts(10_000)))).isEmpty();
  }

  @Test
  void longNamesAreEvaluatedUpToTheLimitAndThenRejected() {
    List<Subject> longest = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      longest.add(user("ops-%03d-%s@fabrikam.com".formatted(i, "x".repeat(512 - 21))));
    }
    assertThat(longest.getFirst().getName()).hasSize(512);
    longest.add(user(EVE));

    assertThat(refusal(tenant, binding(List.of(user("a".repeat(1_000_000) + "@b.c")))))
        .contains("longer than 512 characters");
    assertThat(refusal(tenant, binding(List.of(user("a".repeat(513)), user(EVE)))))
        .contains("longer than 512 characters");
    assertThat(refusal(tenant, binding(longest)))
        .containsAnyOf(EVE, "too many to compare with spec.groupBindings.protectedUsers");
    assertThat(refusal(tenant, binding(longest.subList(0, 100)))).isEmpty();
    List<Subject> noPeople = users("x".repeat(508), 999);
    noPeople.add(user(EVE));
    assertThat(refusal(tenant, binding(noPeople))).contains(EVE, BY_NAME);
  }

  @Test
  void whatHasManyUsersAlreadyIsStillEditedAndGetsNoMore() {
    List<Subject> before = users("u-", 2_000);
    RoleBinding old = create(binding(before));

    assertThat(refusal(tenant, with(old, plus(before, group())))).isEmpty();
    assertThat(refusal(tenant, with(old, List.of(group())))).isEmpty();
    assertThat(refusal(tenant, with(old, before.subList(0, 300)))).isEmpty();
    assertThat(refusal(tenant, with(old, plus(before, user(EVE)))))
        .contains("2001 users, and 2000 before: keep at most 300");
    assertThat(refusal(tenant, with(old, plus(before.subList(1, 2_000), user(EVE)))))
        .contains("2000 users, and 2000 before");
    assertThat(refusal(tenant, with(old, before.subList(1, 2_000))))
        .contains("1999 users, and 2000 before", "ask an administrator");
    assertThat(refusal(admin, with(old, before.subList(1, 2_000)))).isEmpty();
    assertThat(refusal(admin, with(old, plus(before.subList(1, 2_000), user(EVE)))))
        .contains("2000 users, and 2000 before");
  }

  @Test
  void theLastOnesThatAreComparedStayWithinTheBudget() {
    List<Subject> before = users("u-", 774);
    RoleBinding old = create(binding(before));

    assertThat(refusal(tenant, with(old, plus(before, user(EVE))))).contains(EVE, BY_NAME);
    assertThat(refusal(tenant, with(old, before.subList(1, 774)))).isEmpty();
    RoleBinding few =
        new RoleBindingBuilder(old).editMetadata().withName("few").endMetadata().build();
    few.setSubjects(users("v-", 60));
    few.getMetadata().setUid(null);
    few.getMetadata().setResourceVersion(null);
    assertThat(refusal(tenant, with(create(few), plus(users("u-", 9_999), user(EVE)))))
        .contains("10000 new users: add at most 1000");
    List<Subject> others = users("w-", 775);
    others.forEach(subject -> subject.setName(subject.getName() + "@fabrikam.com"));
    assertThat(refusal(tenant, with(old, others))).contains("and 774 more would be bound directly");
  }

  @Test
  void tensOfThousandsOfSubjectsAreComparedBeforeAnythingElse() {
    RoleBinding old = create(binding(accounts(25_000)));

    old.getMetadata().getLabels().put("team", "x");
    assertThat(refusal(tenant, with(old, old.getSubjects()))).isEmpty();
    assertThat(refusal(tenant, with(old, List.of(user(EVE))))).contains("more than 10000 subjects");
  }

  @Test
  void theLargestSpecDoesNotOpenIt() {
    apply(LargeBindings.LARGEST_SPEC);
    List<Subject> many = users("u-", 999);
    many.forEach(subject -> subject.setName(subject.getName() + "@fabrikam.com"));

    assertThat(refusal(tenant, binding(List.of(user(EVE))))).contains("Entra ID group");
    assertThat(refusal(tenant, binding(List.of(user("g1-1-" + "a".repeat(500) + "@b.c")))))
        .isNotEmpty();
    assertThat(refusal(tenant, binding(many)))
        .contains("too many to compare with spec.groupBindings.protectedUsers");
    assertThat(refusal(tenant, binding(accounts(9_999)))).isEmpty();
  }

  private void apply(String groupBindings) {
    operator
        .baseline()
        .applyAndSettle(
            """
            mode: Enforce
            instanceMetadata: {mode: "Off"}
            groupBindings:
              prevention: Deny
              entraIntegration: Assume
              membership: Assume
              servicePrincipals: Replace
            """
                + groupBindings.indent(2));
    admission.eventuallyDoes(USER_BINDINGS, "Deny");
    eventually(() -> assertThat(refusal(tenant, binding(List.of(user(EVE))))).isNotEmpty());
  }

  /** Why the API server rejects to create or update it; empty if it does not. */
  private static String refusal(KubernetesClient person, HasMetadata binding) {
    try {
      if (binding.getMetadata().getUid() == null) {
        person.resource(binding).dryRun().create();
      } else {
        person.resource(binding).dryRun().update();
      }
      return "";
    } catch (KubernetesClientException e) {
      assertThat(e.getMessage()).contains("ValidatingAdmissionPolicy '" + USER_BINDINGS);
      return String.valueOf(e.getMessage());
    }
  }

  private static RoleBinding create(RoleBinding binding) {
    return operator.cluster().client().resource(binding).create();
  }

  private static RoleBinding with(RoleBinding old, List<Subject> subjects) {
    return new RoleBindingBuilder(old)
        .editMetadata()
        .withResourceVersion(null)
        .endMetadata()
        .withSubjects(subjects)
        .build();
  }

  private RoleBinding binding(List<Subject> subjects) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("tried")
        .withNamespace(namespace)
        .addToLabels("a", "b")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
        .withSubjects(subjects)
        .build();
  }

  private static KubernetesClient client(String name, String group) {
    return new KubernetesClientBuilder()
        .withConfig(
            Config.fromKubeconfig(ControlPlane.shared().kubeconfigFor(name, List.of(group))))
        .build();
  }
}
