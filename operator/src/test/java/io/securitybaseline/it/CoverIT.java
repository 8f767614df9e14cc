package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.testing.LiveTigera;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job: every user namespace that exists receives its policy, and no other does. */
class CoverIT {

  @RegisterExtension
  static final OperatorUnderTest operator = OperatorUnderTest.onControlPlaneOfItsOwn();

  private static final String CALICO = "calico-system";

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void everyUserNamespaceIsCoveredAndNoOther() {
    List<String> user = namespaces.create("user", 200);
    List<String> sandboxes = namespaces.create("sandbox", 3);
    namespaces.create(
        new LiveTigera(operator.cluster()).install(Resources.text("tigera/crd.yaml"), CALICO));
    namespaces.createAs("gatekeeper-system", Map.of());

    operator
        .baseline()
        .applyAndSettle(Specs.ENFORCE_ON_CALICO + "namespaces: {exclude: [\"sandbox-*\"]}\n");

    eventually(() -> {
      var counts = operator.baseline().counts();
      assertThat(counts.total()).isGreaterThanOrEqualTo(201);
      assertThat(counts.restricted()).isEqualTo(counts.total());
    });
    Set<String> covered =
        namespaces.allPolicies().stream()
            .map(policy -> policy.getMetadata().getNamespace())
            .collect(Collectors.toSet());
    assertThat(covered)
        .containsAll(user)
        .contains("default")
        .doesNotContainAnyElementsOf(sandboxes)
        .doesNotContain(
            "kube-system", "kube-public", "kube-node-lease", CALICO, "gatekeeper-system");
    assertThat(namespaces.allPolicies())
        .hasSameSizeAs(covered)
        .allSatisfy(
            policy -> assertThat(Ownership.isOwnedBy(policy, operator.baseline().uid())).isTrue());

    var counts = operator.baseline().counts();
    assertThat(counts.total()).isEqualTo(covered.size());
    assertThat(counts.restricted()).isEqualTo(counts.total());
    assertThat(operator.baseline().condition("InstanceMetadataRestricted").orElseThrow())
        .satisfies(condition -> {
          assertThat(condition.getStatus()).isEqualTo("True");
          assertThat(condition.getMessage()).contains("all " + counts.total());
        });
  }
}
