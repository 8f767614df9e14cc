package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher.Action;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.testing.LiveAgents;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Recording;
import io.securitybaseline.testing.TestNamespaces;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From NetworkPolicies to Cilium's one policy and back, with never a moment without either. */
class EngineSwitchIT {

  private static final String CILIUM_CRD = "ciliumclusterwidenetworkpolicies.cilium.io";
  private static final ResourceDefinitionContext CILIUM_POLICY =
      new ResourceDefinitionContext.Builder()
          .withGroup("cilium.io")
          .withVersion("v2")
          .withKind("CiliumClusterwideNetworkPolicy")
          .withPlural("ciliumclusterwidenetworkpolicies")
          .withNamespaced(false)
          .build();

  private static final String ENFORCE_ON_CILIUM =
      """
      mode: Enforce
      instanceMetadata: {engine: Cilium}
      """;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final KubernetesClient client = operator.cluster().client();
  private final LiveAgents cilium = new LiveAgents(operator.cluster(), "kube-system", "cilium");
  private final Recording<NetworkPolicy> policies = new Recording<>();
  private final Recording<GenericKubernetesResource> ciliumPolicies = new Recording<>();

  @BeforeEach
  void installCilium() {
    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));
    cilium.withImage("mcr.microsoft.com/containernetworking/cilium/cilium:v1.17.9").ready(3, 3);
  }

  @AfterEach
  void removeCilium() {
    operator.baseline().delete();
    cilium.delete();
    operator.cluster().removeCrd(CILIUM_CRD);
  }

  @Test
  void theOldGoesOnlyWhenTheNewIsThere() {
    List<String> names = namespaces.create("switched", 5);
    try (Watch _ = client.network().v1().networkPolicies().inAnyNamespace().watch(policies);
        Watch _ = client.genericKubernetesResources(CILIUM_POLICY).watch(ciliumPolicies)) {
      operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
      eventuallyCovered(names);

      operator.baseline().applyAndSettle(ENFORCE_ON_CILIUM);
      eventually(() -> assertThat(ownRevisions(Action.DELETED)).hasSize(policyCount()));
      eventuallyAllRestricted();

      operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
      eventually(() -> assertThat(ciliumPolicies.revisions(Action.DELETED)).hasSize(1));
      eventuallyCovered(names);
      eventuallyAllRestricted();
      eventually(() -> assertThat(ownRevisions(Action.ADDED)).hasSize(2 * policyCount()));
    }

    long created = ciliumPolicies.revisions(Action.ADDED).getFirst();
    long deleted = ciliumPolicies.revisions(Action.DELETED).getFirst();
    assertThat(ownRevisions(Action.DELETED)).allMatch(revision -> revision > created);
    assertThat(Collections.max(ownRevisions(Action.ADDED))).isLessThan(deleted);
  }

  @Test
  void ciliumsPolicyGoesWithTheBaseline() {
    namespaces.create("switched");
    operator.baseline().applyAndSettle(ENFORCE_ON_CILIUM);
    eventually(() -> assertThat(presentCiliumPolicies()).hasSize(1));
    eventuallyAllRestricted();
    assertThat(namespaces.allPolicies()).isEmpty();

    client.genericKubernetesResources(CILIUM_POLICY).withName(TestNamespaces.POLICY).delete();
    eventually(() -> assertThat(presentCiliumPolicies()).hasSize(1));

    operator.baseline().delete();
    assertThat(presentCiliumPolicies()).isEmpty();
  }

  @Test
  void theCiliumPolicyIsIdentifiedWithoutOneOfItsLabels() {
    namespaces.create("switched");
    operator.baseline().applyAndSettle(ENFORCE_ON_CILIUM);
    eventually(() -> assertThat(presentCiliumPolicies()).hasSize(1));
    assertThat(presentCiliumPolicies().getFirst().getAdditionalProperties().toString())
        .as("namespaces that do not exist yet")
        .contains("gatekeeper-system", "flux-system");

    for (String label : List.of(Ownership.MANAGED_BY, Ownership.OWNER_UID)) {
      edit(ciliumPolicy(), policy -> policy.getMetadata().getLabels().remove(label));
      eventually(
          () -> assertThat(ciliumPolicy().get().getMetadata().getLabels()).containsKey(label));
    }

    operator.baseline().delete();
    assertThat(presentCiliumPolicies()).isEmpty();
  }

  @Test
  void ciliumsPolicyStaysWhereNothingCanTakeItsPlace() {
    String namespace = namespaces.create("switched");
    operator.baseline().applyAndSettle(ENFORCE_ON_CILIUM);
    eventually(() -> assertThat(presentCiliumPolicies()).hasSize(1));
    operator
        .cluster()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{}]}
            """
                .formatted(TestNamespaces.POLICY, namespace));

    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() ->
        assertThat(operator.baseline().instanceMetadata().notes())
            .anySatisfy(
                note -> assertThat(note).startsWith("CiliumPolicyKept").contains("1 namespace")));
    eventually(() ->
        assertThat(operator.baseline().findingsOn(namespace))
            .anySatisfy(finding -> assertThat(finding.reason()).isEqualTo("ForeignObject")));
    assertThat(presentCiliumPolicies()).hasSize(1);

    namespaces.policyResource(namespace).delete();
    eventually(() -> assertThat(presentCiliumPolicies()).isEmpty());
    eventuallyCovered(List.of(namespace));
  }

  private Resource<GenericKubernetesResource> ciliumPolicy() {
    return client.genericKubernetesResources(CILIUM_POLICY).withName(TestNamespaces.POLICY);
  }

  private List<GenericKubernetesResource> presentCiliumPolicies() {
    return client.genericKubernetesResources(CILIUM_POLICY).list().getItems();
  }

  /** A watch may begin in the past, where policies of an earlier test's baseline still went. */
  private List<Long> ownRevisions(Action action) {
    String uid = operator.baseline().uid();
    return policies.reported().stream()
        .filter(it -> it.action() == action)
        .filter(it -> Ownership.isOwnedBy(it.object(), uid))
        .map(it -> Long.parseLong(it.object().getMetadata().getResourceVersion()))
        .toList();
  }

  private int policyCount() {
    return namespaces.living().size();
  }

  private void eventuallyCovered(List<String> names) {
    eventually(() ->
        assertThat(names).allSatisfy(name -> assertThat(namespaces.policy(name)).isPresent()));
    eventuallyAllRestricted();
  }

  private void eventuallyAllRestricted() {
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }
}
