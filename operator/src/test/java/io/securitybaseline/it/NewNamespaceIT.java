package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
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

  @Test
  void aNamespaceCreatedAnewUnderItsNameIsCoveredAnew() {
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
