package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.testing.ProxiedOperator;
import io.securitybaseline.testing.TestNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A definition appears, and the first list of what it defines fails. */
class FirstListFailsIT {

  private static final String CRD = "ciliumclusterwidenetworkpolicies.cilium.io";
  private static final String KIND = "CiliumClusterwideNetworkPolicy";
  private static final String LISTS = "/ciliumclusterwidenetworkpolicies?";

  @RegisterExtension static final ProxiedOperator operator = new ProxiedOperator();

  private final TestNamespaces namespaces = operator.namespaces();

  @BeforeEach
  void settle() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
  }

  @AfterEach
  void removeTheDefinition() {
    operator.proxy().heal();
    operator.cluster().removeCrd(CRD);
  }

  /**
   * Each request is repeated by the client, so that three answers 503 are one failed list. Twice as
   * many, since a list that the case before left may take some of them.
   */
  @ParameterizedTest
  @CsvSource({
    "404, 1, 404 page not found",
    "403, 1, no right to it yet",
    "503, 6, the server is currently unable to handle the request"
  })
  void theKindIsReportedAndWatchedAllTheSame(int code, int times, String message) {
    operator.proxy().answer(LISTS, code, message, times);
    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));

    eventually(() -> assertThat(operator.logged("watch started again")).isNotEmpty());
    assertTheOperatorWorks();
  }

  @Test
  void rightThatIsGrantedLaterTakesEffect() {
    removeTheRightToCiliumsPolicies();
    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));

    eventually(() ->
        assertThat(condition("InstanceMetadataRestricted"))
            .satisfies(condition -> {
              assertThat(condition.getStatus()).isEqualTo("Unknown");
              assertThat(condition.getReason()).isEqualTo("CacheStale");
              assertThat(condition.getMessage())
                  .contains(KIND)
                  .contains("HTTP 403, ciliumclusterwidenetworkpolicies.cilium.io")
                  .contains("is forbidden");
            }));
    assertThat(condition("Ready").getStatus()).isEqualTo("Unknown");
    assertThat(condition("GroupBindingsOnly").getReason()).isNotEqualTo("CacheStale");

    operator.restoreRights();

    assertTheOperatorWorks();
  }

  private void assertTheOperatorWorks() {
    String namespace = namespaces.create("after");
    eventually(() -> {
      assertThat(operator.stale(KIND)).isZero();
      assertThat(namespaces.policy(namespace)).isPresent();
      assertThat(condition("Ready").getStatus()).isEqualTo("True");
      assertThat(condition("InstanceMetadataRestricted").getStatus()).isEqualTo("True");
    });
  }

  private static Condition condition(String type) {
    return operator.baseline().condition(type).orElseThrow();
  }

  private static void removeTheRightToCiliumsPolicies() {
    operator
        .cluster()
        .client()
        .rbac()
        .clusterRoles()
        .withName("security-baseline-operator")
        .edit(role -> {
          role.getRules().removeIf(rule -> rule.getApiGroups().contains("cilium.io"));
          return role;
        });
  }
}
