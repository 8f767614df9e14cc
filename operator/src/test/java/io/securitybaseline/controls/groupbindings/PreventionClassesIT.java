package io.securitybaseline.controls.groupbindings;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The admission policy, in CEL, rejects exactly whom the control, in Java, would replace, and names
 * the group that it would put there: tried on the API server over many names.
 */
class PreventionClassesIT {

  private static final int NAMES = 400;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private KubernetesClient tenant;
  private String namespace;

  @BeforeEach
  void tenant() {
    namespace = operator.namespaces().create("classes");
    operator
        .cluster()
        .apply(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: tenants, namespace: %s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
            subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: tenants}]
            """
                .formatted(namespace));
    tenant =
        new KubernetesClientBuilder()
            .withConfig(
                Config.fromKubeconfig(
                    ControlPlane.shared().kubeconfigFor("tina@contoso.com", List.of("tenants"))))
            .build();
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Report", "Replace"})
  void rejectsUsersThatTheControlReplacesWithTheSameGroup(String servicePrincipals) {
    GroupBindingsSpec spec = apply(servicePrincipals);
    int refused = 0;
    for (String name : names()) {
      RoleName role = name.length() % 2 == 0 ? role("edit") : role("view");
      RoleBinding binding = binding(name, role);
      GroupReplacement expected =
          GroupReplacement.of(
              ClassifiedSubjects.of(Binding.of(binding), spec).people(), role, spec.groups());

      Optional<String> answer = answer(binding);

      assertThat(answer.isPresent())
          .as("%s to %s: %s", name, role, answer)
          .isEqualTo(!ClassifiedSubjects.of(Binding.of(binding), spec).people().isEmpty());
      answer.ifPresent(
          message -> assertThat(message).contains(name.strip()).contains(expectation(expected)));
      refused += answer.isPresent() ? 1 : 0;
    }
    assertThat(refused).isBetween(NAMES / 10, NAMES * 9 / 10);
  }

  private static String expectation(GroupReplacement takeover) {
    if (!takeover.isEmpty()) {
      return takeover.byGroup().keySet().iterator().next().objectId() + ") instead";
    }
    return takeover.contested().isEmpty()
        ? "maps no group to this user and role"
        : "which all claim this user and role";
  }

  private GroupBindingsSpec apply(String servicePrincipals) {
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
              servicePrincipals: %s
              protectedUsers: ["p*@a.b", 'x.y@*', '+(a|b)@a-z$', '\\E*@a.b', '\\Q@\\d', "1111*"]
              groups:
              - objectId: 00000000-0000-4000-8000-000000000001
                displayName: first
                users: ["a*@*", '\\Q*@*', "22222222-*"]
                roles: [{kind: ClusterRole, name: edit}]
              - objectId: 00000000-0000-4000-8000-000000000002
                displayName: second
                users: ["*@x.y", "ä@*", "a.*@a.b"]
                roles: [{kind: ClusterRole, name: edit}, {kind: ClusterRole, name: view}]
            """
                .formatted(servicePrincipals));
    String guid = "22222222-2222-4222-8222-222222222222";
    eventually(() -> {
      assertThat(answer(binding("probe@q.r", role("edit")))).isPresent();
      assertThat(answer(binding(guid, role("edit"))).isPresent())
          .isEqualTo(servicePrincipals.equals("Replace"));
    });
    return operator.baseline().get().getSpec().groupBindings();
  }

  /** Names as authenticators make them, and names that are nearly so. */
  private static List<String> names() {
    RandomGenerator random = Seeds.random(15);
    List<String> names =
        new ArrayList<>(
            List.of(
                "clusterAdmin",
                "clusterUser",
                "masterclient",
                "system:kube-proxy",
                "jane",
                "alice_contoso.com#EXT#@tenant.onmicrosoft.com",
                "@",
                "a@",
                "system:a@b.c",
                "System:a@b.c",
                "aks:jwt:github:a@b.c",
                "AKS:jwt:a@b.c",
                "\\E\\Q@a.b",
                "\\Q@\\d",
                "\\Q@7",
                "+(a|b)@a-z$",
                "a@a-z$",
                "p\n@a.b",
                "a\tb@x.y",
                "1111@x"));
    while (names.size() < NAMES) {
      names.add(
          Seeds.oneOf(random, "", "", "", "system:", "aks:jwt:", " ")
              + Seeds.oneOf(
                  random,
                  Seeds.text(random, "abpxäß€😀.\\EQ*+(|)[]$^#'\"{}", 6)
                      .replaceAll("[\ud800-\udfff]", "s"),
                  guid(random),
                  Seeds.text(random, "apx.y", 3))
              + Seeds.oneOf(random, "", "@", "@a.b", "@x.y", "@a-z$", "@contoso.com", "\n"));
    }
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  private static String guid(RandomGenerator random) {
    String digits = Seeds.oneOf(random, "0123456789abcdef", "12", "ABCDEF0", "123g");
    StringBuilder guid = new StringBuilder();
    for (int length : new int[] {8, 4, 4, 4, random.nextInt(10) == 0 ? 11 : 12}) {
      guid.append(guid.isEmpty() ? "" : "-");
      for (int i = 0; i < length; i++) {
        guid.append(digits.charAt(random.nextInt(digits.length())));
      }
    }
    return guid.toString();
  }

  /** Why the API server rejects it; nothing if it would not. */
  private Optional<String> answer(RoleBinding binding) {
    try {
      tenant.resource(binding).inNamespace(namespace).dryRun().create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      assertThat(e.getMessage()).contains("ValidatingAdmissionPolicy");
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static RoleName role(String name) {
    return new RoleName("ClusterRole", name);
  }

  private RoleBinding binding(String user, RoleName role) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withGenerateName("tried-")
        .withNamespace(namespace)
        .addToLabels(Ownership.MANAGED_BY, "test")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", role.kind(), role.name())
        .withSubjects(BindingSubject.user(user).toSubject())
        .build();
  }
}
