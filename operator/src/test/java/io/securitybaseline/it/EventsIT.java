package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events tell of transitions, to those who can act. */
class EventsIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private static final String ALLOW_ALL =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow-all, namespace: %s}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress: [{}]
      """;

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void everySectionHasItsConditionsAndNoneIsReportedAsWithoutEffect() {
    operator
        .baseline()
        .applyAndSettle(
            Specs.AUDIT_ON_CALICO
                + """
                nodes: {rebootGraceHours: 48}
                podSecurity: {level: baseline}
                """);

    eventually(() -> assertThat(operator.baseline().events("Evaluated")).isNotEmpty());
    assertThat(operator.baseline().events("NotSupportedYet")).isEmpty();
    assertThat(operator.baseline().status().conditions())
        .extracting(condition -> condition.getType())
        .containsExactlyInAnyOrder(
            "Ready",
            "Compliant",
            "InstanceMetadataRestricted",
            "GroupBindingsOnly",
            "PodSecurityMet",
            "LeastPrivilegeMet",
            "NodesRebooted",
            "NodeImagesCurrent",
            "ClusterHardened",
            "KubernetesVersionSupported");
  }

  @Test
  void theBaselineIsReportedWhenItsConditionsTurn() {
    namespaces.create("told");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(restrictions("Warning")).hasSize(1));

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(restrictions("Normal")).hasSize(1));

    assertThat(restrictions("Warning")).hasSize(1);
    assertThat(operator.baseline().events("Evaluated")).hasSize(1);
  }

  @Test
  void aNamespaceGetsEventsForWhatOnlyItsOwnersCanFix() {
    String namespace = namespaces.create("told");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(operator.baseline().counts().exposed()).isZero());
    var policy = operator.cluster().apply(ALLOW_ALL.formatted(namespace));
    operator.cluster().client().resource(pod(namespace)).create();

    eventually(() ->
        assertThat(about(namespace, "ReopenedByPolicy"))
            .singleElement()
            .satisfies(event -> assertThat(event.getMessage()).contains("allow-all")));

    operator.cluster().client().resource(policy).delete();
    eventually(() -> assertThat(about(namespace, "Resolved")).hasSize(1));
    assertThat(about(namespace, "ReopenedByPolicy")).hasSize(1);
  }

  /** Today's worst tenant: each turn of the policy is a transition that would be an event. */
  @Test
  void aTenantThatTogglesAPolicyCausesTenEventsOfAKindAtMost() {
    String namespace = namespaces.create("noisy");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(operator.baseline().counts().exposed()).isZero());
    operator.cluster().client().resource(pod(namespace)).create();

    for (int i = 0; i < 14; i++) {
      var policy = operator.cluster().apply(ALLOW_ALL.formatted(namespace));
      eventually(() -> assertThat(operator.baseline().counts().exposed()).isOne());
      operator.cluster().client().resource(policy).delete();
      eventually(() -> assertThat(operator.baseline().counts().exposed()).isZero());
    }

    eventually(() ->
        assertThat(operator.metrics())
            .anyMatch(line ->
                line.matches("securitybaseline_events_total\\{outcome=\"withheld\"\\} [1-9].*")));
    assertThat(about(namespace, "ReopenedByPolicy")).hasSizeLessThanOrEqualTo(10);
    assertThat(about(namespace, "Resolved")).hasSizeLessThanOrEqualTo(10);
  }

  private List<Event> restrictions(String type) {
    return operator.baseline().events().stream()
        .filter(event -> event.getMessage().startsWith("InstanceMetadataRestricted:"))
        .filter(event -> event.getType().equals(type))
        .toList();
  }

  private List<Event> about(String namespace, String reason) {
    return operator.cluster().client().v1().events().inAnyNamespace().list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Namespace"))
        .filter(event -> event.getInvolvedObject().getName().equals(namespace))
        .filter(event -> event.getReason().equals(reason))
        .toList();
  }

  private static String pod(String namespace) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: %s}
    spec:
      automountServiceAccountToken: false
      containers: [{name: web, image: none}]
    """
        .formatted(namespace);
  }
}
