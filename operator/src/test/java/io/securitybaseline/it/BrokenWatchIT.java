package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.testing.ProxiedOperator;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watches that break while the operator runs, in all the ways in which they can. */
class BrokenWatchIT {

  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final String ROLE = "security-baseline-operator";

  @RegisterExtension static final ProxiedOperator operator = new ProxiedOperator();

  private final TestNamespaces namespaces = operator.namespaces();
  private String namespace = "";

  @BeforeEach
  void coverANamespace() {
    namespace = namespaces.create("watched");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
  }

  @Test
  void rightThatIsRemovedIsReportedAndNothingIsRepairedUntilItIsBack() {
    removeTheRightToPods();
    operator.proxy().cut();

    assertStale("Pod", "HTTP 403, pods is forbidden: User");
    assertThat(condition("GroupBindingsOnly").getReason()).isNotEqualTo("CacheStale");
    assertThat(operator.stale("Pod")).isOne();
    assertThat(operator.stale("NetworkPolicy")).isZero();

    assertDriftIsLeftAlone();
    assertThat(operator.logged("not watched"))
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("Pod")
        .contains("pods is forbidden");

    operator.restoreRights();

    assertRecovered("Pod");
    assertThat(operator.logged("watched again")).singleElement().asString().startsWith("INFO");
  }

  @Test
  void throttledWatchIsReported() {
    operator.proxy().answer("/networkpolicies", 429, "too many requests, try later", ALWAYS);
    operator.proxy().cut();

    assertStale("NetworkPolicy", "HTTP 429, too many requests, try later");
    assertDriftIsLeftAlone();

    operator.proxy().heal();

    assertRecovered("NetworkPolicy");
  }

  @Test
  void watchOfTheBaselineItselfIsReported() {
    operator.proxy().answer("/securitybaselines?", 403, "not for you", ALWAYS);
    operator.proxy().cut();

    assertStale("SecurityBaseline", "HTTP 403, not for you");
    assertThat(condition("GroupBindingsOnly").getReason()).isEqualTo("CacheStale");

    operator.proxy().heal();

    assertRecovered("SecurityBaseline");
  }

  @Test
  void serverThatCannotBeReachedIsLoggedOnceAndEverythingIsEvaluatedAfterwards() {
    operator.proxy().refuse();
    eventually(() -> assertThat(loggedKinds()).isNotEmpty().containsAll(operator.staleKinds()));
    String later = namespaces.create("later");
    namespaces.policyResource(namespace).delete();

    operator.proxy().heal();

    eventually(() -> assertThat(namespaces.policy(later)).isPresent());
    assertRecovered("Pod");
    assertThat(operator.logged("not watched")).singleElement().asString().contains("no connection");
  }

  /** What is no event makes the client give up the watch for good; the process used to end. */
  @ParameterizedTest
  @CsvSource({
    "Pod, /pods?",
    "Namespace, /namespaces?",
    "ClusterRoleBinding, /clusterrolebindings?",
    "DaemonSet, /namespaces/kube-system/daemonsets?",
    "SecurityBaseline, /securitybaselines?"
  })
  void watchThatTheClientGaveUpIsStartedAgain(String kind, String path) {
    operator.proxy().corrupt(path);

    eventually(() -> assertThat(operator.logged("watch started again")).isNotEmpty());
    namespaces.policyResource(namespace).delete();
    assertRecovered(kind);
  }

  /** The kinds in all lines that report an outage. */
  private static List<String> loggedKinds() {
    return operator.logged("not watched").stream()
        .map(line -> line.substring(line.indexOf('[', line.indexOf("kinds=")) + 1))
        .flatMap(line -> Stream.of(line.substring(0, line.indexOf(']')).split(", ")))
        .toList();
  }

  private void assertStale(String kind, String cause) {
    eventually(() -> {
      assertThat(condition("Ready").getStatus()).isEqualTo("Unknown");
      assertThat(condition("InstanceMetadataRestricted"))
          .satisfies(condition -> {
            assertThat(condition.getStatus()).isEqualTo("Unknown");
            assertThat(condition.getReason()).isEqualTo("CacheStale");
            assertThat(condition.getMessage()).contains(kind).contains(cause);
          });
    });
    assertThat(condition("Ready").getReason()).isEqualTo("CacheStale");
    assertThat(condition("Ready").getMessage()).contains(kind).contains(cause);
    assertThat(Objects.requireNonNull(operator.baseline().status().summary()).message())
        .contains(kind)
        .contains("HTTP 4");
  }

  private void assertDriftIsLeftAlone() {
    namespaces.policyResource(namespace).delete();
    double before = operator.evaluations();
    operator.baseline().requestPass();
    eventually(() -> assertThat(operator.evaluations()).isGreaterThan(before));
    assertThat(namespaces.policy(namespace)).isEmpty();
  }

  private void assertRecovered(String kind) {
    eventually(() -> {
      assertThat(operator.stale(kind)).isZero();
      assertThat(condition("Ready").getStatus()).isEqualTo("True");
      assertThat(condition("InstanceMetadataRestricted").getStatus()).isEqualTo("True");
      assertThat(namespaces.policy(namespace)).isPresent();
    });
  }

  private static Condition condition(String type) {
    return operator.baseline().condition(type).orElseThrow();
  }

  private static void removeTheRightToPods() {
    operator
        .cluster()
        .client()
        .rbac()
        .clusterRoles()
        .withName(ROLE)
        .edit(role -> {
          role.getRules().forEach(rule -> rule.getResources().remove("pods"));
          role.getRules().removeIf(rule -> rule.getResources().isEmpty());
          return role;
        });
  }
}
