package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.testing.LiveAgents;
import io.securitybaseline.testing.LiveTigera;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine follows from agents that run, and from nothing less. */
class AutoEngineIT {

  private static final String KUBE_SYSTEM = "kube-system";
  private static final String CALICO_SYSTEM = "calico-system";
  private static final String CALICO_IMAGE = "registry.test/calico/node:v3.31.2";
  private static final String CILIUM_CRD = "ciliumclusterwidenetworkpolicies.cilium.io";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final LiveAgents calico = agents(KUBE_SYSTEM, "calico-node");
  private final LiveAgents ownedCalico = agents(CALICO_SYSTEM, "calico-node");
  private final LiveAgents cilium = agents(KUBE_SYSTEM, "cilium");
  private final LiveTigera tigera = new LiveTigera(operator.cluster());

  @AfterEach
  void removeTheEngines() {
    operator.baseline().delete();
    calico.delete();
    ownedCalico.delete();
    cilium.delete();
    operator.cluster().removeCrd(CILIUM_CRD);
    tigera.remove();
  }

  @Test
  void aDaemonSetIsAnEngineOnceItsPodsAreReadyOnMostNodes() {
    String namespace = namespaces.create("auto");
    operator.baseline().applyAndSettle("mode: Enforce");
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());

    calico.withImage(CALICO_IMAGE);
    eventuallyUnknown("DaemonSet kube-system/calico-node has 0 of 0 pods ready");
    calico.ready(0, 3);
    eventuallyUnknown("DaemonSet kube-system/calico-node has 0 of 3 pods ready");
    calico.ready(1, 3);
    eventuallyUnknown("DaemonSet kube-system/calico-node has 1 of 3 pods ready");
    assertThat(operator.baseline().counts().restricted()).isZero();
    assertThat(engine()).isEqualTo("Unknown");

    calico.ready(2, 3);
    eventuallyAllRestrictedBy("Calico");
  }

  @Test
  void whoMayCreateNamespacesCannotPretendToRunCalico() {
    namespaces.createAs(CALICO_SYSTEM, Map.of("name", CALICO_SYSTEM));
    ownedCalico.withImage(CALICO_IMAGE).ready(3, 3);
    operator.baseline().applyAndSettle("mode: Enforce");

    eventually(() -> {
      assertThat(namespaces.policy(CALICO_SYSTEM)).as("counts as a user namespace").isPresent();
      assertThat(restricted().getStatus()).isEqualTo("Unknown");
      assertThat(engine()).isEqualTo("Unknown");
      assertThat(operator.baseline().instanceMetadata().notes())
          .anySatisfy(
              note -> assertThat(note).startsWith("NamespaceNotVerified: namespace calico-system"));
    });
    assertThat(operator.baseline().counts().restricted()).isZero();
  }

  @Test
  void calicoOfTheTigeraOperatorRunsInItsNamespace() {
    namespaces.create("auto");
    namespaces.create(tigera.install(Resources.text("tigera/crd.yaml"), CALICO_SYSTEM));
    ownedCalico.withImage(CALICO_IMAGE).ready(3, 3);

    operator.baseline().applyAndSettle("mode: Enforce");

    eventuallyAllRestrictedBy("Calico");
    assertThat(namespaces.policy(CALICO_SYSTEM)).isEmpty();
    assertThat(operator.baseline().instanceMetadata().notes()).isEmpty();
  }

  @Test
  void aSecondEngineDoesNotDisplaceTheFirst() {
    String namespace = namespaces.create("auto");
    calico.withImage(CALICO_IMAGE).ready(3, 3);
    operator.baseline().applyAndSettle("mode: Enforce");
    eventuallyAllRestrictedBy("Calico");

    operator.cluster().installCrd(Resources.text("cilium/crd.yaml"));
    cilium.withImage("registry.test/cilium:v1.17.9").ready(3, 3);

    eventuallyUnknown("Calico and Cilium were all detected");
    assertThat(engine()).isEqualTo("Calico");
    String before = uid(namespace);
    namespaces.policyResource(namespace).delete();
    eventually(() -> assertThat(uid(namespace)).isNotIn(before, "none"));
    calico.ready(0, 3);
    cilium.withImage("registry.test/cilium:v1.17.10").ready(3, 3);
    eventuallyUnknown("existing policies for Calico are kept and repaired");
    assertThat(
            operator
                .cluster()
                .client()
                .genericKubernetesResources("cilium.io/v2", "CiliumClusterwideNetworkPolicy")
                .list()
                .getItems())
        .isEmpty();

    cilium.delete();
    calico.ready(3, 3);
    operator.cluster().removeCrd(CILIUM_CRD);
    eventuallyAllRestrictedBy("Calico");
  }

  private void eventuallyUnknown(String message) {
    eventually(() -> {
      assertThat(restricted().getStatus()).isEqualTo("Unknown");
      assertThat(restricted().getReason()).isEqualTo("EngineUnknown");
      assertThat(restricted().getMessage()).contains(message);
    });
  }

  private void eventuallyAllRestrictedBy(String engine) {
    eventually(() -> {
      assertThat(engine()).isEqualTo(engine);
      NamespaceCounts counts = operator.baseline().counts();
      assertThat(counts.restricted()).isEqualTo(counts.total()).isPositive();
      assertThat(restricted().getStatus()).isEqualTo("True");
    });
  }

  private Condition restricted() {
    return operator.baseline().condition("InstanceMetadataRestricted").orElseThrow();
  }

  private String engine() {
    return Objects.requireNonNull(operator.baseline().instanceMetadata().engine());
  }

  private String uid(String namespace) {
    return namespaces.policy(namespace).map(policy -> policy.getMetadata().getUid()).orElse("none");
  }

  private static LiveAgents agents(String namespace, String name) {
    return new LiveAgents(operator.cluster(), namespace, name);
  }
}
