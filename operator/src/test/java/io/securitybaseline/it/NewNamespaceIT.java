package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Namespaces come, go and come again. */
class NewNamespaceIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void aNamespaceCreatedLaterIsCovered() {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);

    String namespace = namespaces.create("later");

    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
  }

  /** The pass for the deletion is still under way when the successor appears. */
  @Test
  void immediatelyRecreatedNamespacesAreCovered() {
    List<String> names = namespaces.create("replaced", 20);
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    names.forEach(name -> eventually(() -> assertThat(namespaces.policy(name)).isPresent()));

    names.forEach(namespaces::replaceAtOnce);

    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
    names.forEach(name -> namespaces.policyResource(name).delete());
    names.forEach(name -> eventually(() -> assertThat(namespaces.policy(name)).isPresent()));
  }

  @Test
  void aRecreatedNamespaceIsCoveredAgain() {
    String namespace = namespaces.create("anew");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    String before = namespaces.policy(namespace).orElseThrow().getMetadata().getUid();

    namespaces.namespace(namespace).delete();
    eventually(() -> namespaces.createAs(namespace, Map.of()));

    eventually(() ->
        assertThat(namespaces.policy(namespace).orElseThrow().getMetadata().getUid())
            .isNotEqualTo(before));
    eventually(() -> assertThat(operator.baseline().counts().failed()).isZero());
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }
}
