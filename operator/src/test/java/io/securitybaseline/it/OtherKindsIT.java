package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.EngineDefinitions;
import io.securitybaseline.testing.LiveAgents;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Policies of Calico's and Cilium's own kinds, whose definitions appear while the operator runs.
 */
class OtherKindsIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final List<String> calico = EngineDefinitions.ofCalicoPolicies();
  private final List<String> cilium = EngineDefinitions.ofCiliumPolicies();
  private final LiveAgents agents = new LiveAgents(operator.cluster(), "kube-system", "cilium");

  @AfterEach
  void removeTheKinds() {
    operator.baseline().delete();
    agents.delete();
    // No kubelet ends a pod that is on a node, and its namespace would stay.
    operator
        .cluster()
        .client()
        .pods()
        .inAnyNamespace()
        .withLabel("role", "partner")
        .withGracePeriod(0)
        .delete();
    EngineDefinitions.names(calico).forEach(operator.cluster()::removeCrd);
    EngineDefinitions.names(cilium).forEach(operator.cluster()::removeCrd);
  }

  @Test
  void aPolicyOfCalicoThatOpensTheAddressIsReportedByName() {
    String namespace = namespaceWithPod();
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventuallyRestricted(namespace);

    calico.forEach(operator.cluster()::installCrd);
    HasMetadata opening =
        global("default.open", "order: 10, selector: all(), egress: [{action: Allow}]");
    eventuallyFound(namespace, "ReopenedByPolicy: GlobalNetworkPolicy default.open allows");
    assertThat(namespaces.policy(namespace)).as("of the operator").isPresent();

    operator.cluster().client().resource(opening).delete();
    eventuallyRestricted(namespace);
    inNamespace(namespace, "default.open", "order: 10, egress: [{action: Allow}]");
    eventuallyFound(namespace, "ReopenedByPolicy: Calico NetworkPolicy default.open allows");

    EngineDefinitions.names(calico).forEach(operator.cluster()::removeCrd);
    eventuallyRestricted(namespace);
  }

  @Test
  void aDenyOfALowerRankIsNotLifted() {
    calico.forEach(operator.cluster()::installCrd);
    String namespace = namespaceWithPod();
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventuallyRestricted(namespace);
    assertThat(namespaces.policy(namespace)).as("of the operator").isPresent();

    global("default.deny", "selector: all()");
    eventually(() -> assertThat(namespaces.policies(namespace)).isEmpty());
    eventuallyRestricted(namespace);

    operator
        .baseline()
        .applyAndSettle(
            "mode: Enforce\ninstanceMetadata: {engine: Calico, allowLiftingDeny: true}");
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
  }

  @Test
  void aPolicyOfCiliumCountsInAudit() {
    String namespace = namespaceWithPod();
    agents.withImage("registry.test/cilium:v1.18.6").ready(3, 3);
    operator.baseline().applyAndSettle("mode: Audit\ninstanceMetadata: {engine: Cilium}");
    cilium.forEach(operator.cluster()::installCrd);
    eventuallyFound(namespace, "NotRestricted: 1 pod can reach 169.254.169.254");

    operator
        .cluster()
        .apply(
            """
            apiVersion: cilium.io/v2
            kind: CiliumNetworkPolicy
            metadata: {name: closed, namespace: %s}
            spec: {endpointSelector: {}, egress: [{}]}
            """
                .formatted(namespace));
    eventuallyRestricted(namespace);
  }

  /** Other engines read no such annotation: all pods would be searched for nothing. */
  @Test
  void podsThatStartAreReadOnceCalicoIsThere() {
    String namespace = namespaceWithPod();
    String bank = namespaceWithStartingPod();
    AuditLog log = operator.auditLogFromNow();
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: to-partner, namespace: %s}
            spec:
              podSelector: {matchLabels: {app: a}}
              policyTypes: [Egress]
              egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}, podSelector: {}}]}]
            """
                .formatted(namespace, bank));
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    assertThat(listsOfStartingPods(log)).isEmpty();

    calico.forEach(operator.cluster()::installCrd);
    eventuallyFound(
        namespace,
        "ReopenedByPolicy: NetworkPolicy to-partner with Pod %s/impostor".formatted(bank));
    assertThat(listsOfStartingPods(log)).isNotEmpty();
  }

  private static List<String> listsOfStartingPods(AuditLog log) {
    return log.addresses().stream().filter(address -> address.contains("status.podIP")).toList();
  }

  private String namespaceWithStartingPod() {
    String namespace = namespaces.create("bank");
    operator
        .cluster()
        .apply(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: impostor
              namespace: %s
              labels: {role: partner}
              annotations: {cni.projectcalico.org/podIPs: 169.254.169.254/32}
            spec: {nodeName: linux-1, automountServiceAccountToken: false, containers: [{name: main, image: "registry.test/app:1"}]}
            """
                .formatted(namespace));
    return namespace;
  }

  private String namespaceWithPod() {
    String namespace = namespaces.create("kinds");
    operator
        .cluster()
        .apply(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, namespace: %s, labels: {app: a}}
            spec: {automountServiceAccountToken: false, containers: [{name: main, image: "registry.test/app:1"}]}
            """
                .formatted(namespace));
    return namespace;
  }

  private static HasMetadata global(String name, String spec) {
    return operator
        .cluster()
        .apply(
            """
            apiVersion: crd.projectcalico.org/v1
            kind: GlobalNetworkPolicy
            metadata: {name: %s}
            spec: {types: [Egress], %s}
            """
                .formatted(name, spec));
  }

  private static void inNamespace(String namespace, String name, String spec) {
    operator
        .cluster()
        .apply(
            """
            apiVersion: crd.projectcalico.org/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec: {types: [Egress], selector: all(), %s}
            """
                .formatted(name, namespace, spec));
  }

  private static void eventuallyFound(String namespace, String beginning) {
    eventually(() ->
        assertThat(operator.baseline().findingsOn(namespace))
            .anySatisfy(finding ->
                assertThat(finding.reason() + ": " + finding.message()).startsWith(beginning)));
  }

  /** Other namespaces of the test cluster may have findings of their own. */
  private static void eventuallyRestricted(String namespace) {
    eventually(() -> {
      assertThat(operator.baseline().findingsOn(namespace)).isEmpty();
      assertThat(operator.baseline().counts().pending()).isZero();
    });
  }
}
