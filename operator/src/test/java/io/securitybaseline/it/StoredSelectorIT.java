package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A selector that an older CRD accepted, still stored after the upgrade to the one that does not.
 */
class StoredSelectorIT {

  private static final String CRD = "securitybaselines.securitybaseline.io";

  @RegisterExtension
  static final OperatorUnderTest operator = OperatorUnderTest.onControlPlaneOfItsOwn();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void isReportedAndRemovesNothing() {
    String kept = namespaces.create("kept");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(kept)).isPresent());

    CustomResourceDefinition withRules = withoutRulesOfTheSelector();
    eventually(() -> operator.baseline().apply(withKey("a b")));
    edit(definition(), it -> it.setSpec(withRules.getSpec()));

    eventually(() ->
        assertThat(operator.baseline().instanceMetadata().notes())
            .anyMatch(note ->
                note.startsWith("SelectorMatchesNothing")
                    && note.contains("matchExpressions: 'a b' is not a label key")));
    operator.baseline().awaitReady();
    assertThat(namespaces.policy(kept)).isPresent();

    operator.baseline().requestPass();
    namespaces.create("late");
    eventually(() -> assertThat(operator.baseline().counts().pending()).isPositive());
    assertThat(namespaces.policy(kept)).isPresent();
  }

  private static String withKey(String key) {
    return Specs.ENFORCE_ON_CALICO
        + """
        rollout: {selector: {matchExpressions: [{key: "%s", operator: DoesNotExist}]}}
        """
            .formatted(key);
  }

  /** Gives the selector a schema without rules, and answers with the definition as it was. */
  private static CustomResourceDefinition withoutRulesOfTheSelector() {
    CustomResourceDefinition before = definition().require();
    edit(
        definition(),
        it -> {
          JSONSchemaProps selector = new JSONSchemaProps();
          selector.setType("object");
          selector.setXKubernetesPreserveUnknownFields(true);
          JSONSchemaProps schema =
              it.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
          property(property(schema, "spec"), "rollout").getProperties().put("selector", selector);
        });
    return before;
  }

  private static Resource<CustomResourceDefinition> definition() {
    return operator
        .cluster()
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(CRD);
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }
}
