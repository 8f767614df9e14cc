package io.securitybaseline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.securitybaseline.observe.ClusterSnapshot.SeenEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterObservationTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"azure-npm, AZURE_NPM", "calico-node, CALICO", "cilium, CILIUM"})
  void engineIsKnownByItsAgent(String agent, SeenEngine engine) {
    assertThat(seen(daemonSet(agent, "registry.test/" + agent + ":v1.2.3")))
        .isEqualTo(Map.of(engine, "v1.2.3"));
  }

  @Test
  void otherAgentsAreNoEngine() {
    assertThat(seen(daemonSet("azure-npm-win", "npm:1"), daemonSet("kube-proxy", "proxy:1")))
        .isEmpty();
  }

  @Test
  void aNamespaceOfCalicosIsNoCalico() {
    var empty = observation(List.of(), List.of(), Set.of("calico-system")).snapshot();

    assertThat(empty.engines()).isEmpty();
    assertThat(empty.calicoNamespace()).isTrue();
    assertThat(
            observation(List.of(), List.of(), Set.of("kube-system")).snapshot().calicoNamespace())
        .isFalse();
  }

  @Test
  void aNamespaceOfCalicosDoesNotCompeteWithAnEngine() {
    var agents = List.of(daemonSet("azure-npm", "npm:v1.6"));

    assertThat(observation(List.of(), agents, Set.of("calico-system")).snapshot().engines())
        .isEqualTo(Map.of(SeenEngine.AZURE_NPM, "v1.6"));
  }

  @Test
  void calicoIsKnownByItsAgent() {
    var agents = List.of(daemonSet("calico-node", "calico/node:v3.29.0"));

    assertThat(observation(List.of(), agents, Set.of("calico-system")).snapshot().engines())
        .isEqualTo(Map.of(SeenEngine.CALICO, "v3.29.0"));
  }

  @Test
  void twoEnginesAreBothSeen() {
    assertThat(seen(daemonSet("azure-npm", "npm:v1.6"), daemonSet("cilium", "cilium:1.18.2")))
        .isEqualTo(Map.of(SeenEngine.AZURE_NPM, "v1.6", SeenEngine.CILIUM, "1.18.2"));
  }

  @ParameterizedTest(name = "{0} has tag {1}")
  @CsvSource({
    "cilium:1.18.2, 1.18.2",
    "registry.test:5000/oss/cilium:1.18.2-0, 1.18.2-0",
    "registry.test:5000/oss/cilium, ''",
    "cilium, ''",
    "cilium:1.18.2@sha256:0123, 1.18.2",
    "registry.test:5000/cilium@sha256:0123, ''",
    "'', ''",
  })
  void versionIsTheTagOfTheImage(String image, String version) {
    assertThat(seen(daemonSet("cilium", image))).isEqualTo(Map.of(SeenEngine.CILIUM, version));
  }

  @Test
  void versionComesFromTheFirstContainerThatTellsOne() {
    assertThat(seen(daemonSet("cilium", null, "side@sha256:1", "cilium:1.17.0", "late:9")))
        .isEqualTo(Map.of(SeenEngine.CILIUM, "1.17.0"));
  }

  @Test
  void agentWithoutPodsStillCounts() {
    var bare = new DaemonSetBuilder().withNewMetadata().withName("cilium").endMetadata().build();

    assertThat(seen(bare)).isEqualTo(Map.of(SeenEngine.CILIUM, ""));
  }

  @ParameterizedTest(name = "pod CIDRs {0}, addresses {1}: IPv6 {2}")
  @CsvSource({
    "10.244.0.0/24;fd00::/64, , true",
    "10.244.0.0/24, , false",
    "fd00::/64, , true",
    ", 10.0.0.4;fd00::4, true",
    ", 10.0.0.4, false",
    ", fd00::4, true",
    "10.244.0.0/24, fd00::4, true",
    ", , false",
  })
  void ipv6IsReadFromOneNodesOwnRanges(
      @Nullable String cidrs, @Nullable String addresses, boolean ipv6) {
    var node = node(Map.of(), split(cidrs), split(addresses));

    assertThat(observation(List.of(node), List.of(), Set.of()).snapshot().ipv6()).isEqualTo(ipv6);
  }

  @Test
  void hostNamesAreNoAddresses() {
    var node =
        new NodeBuilder()
            .withNewStatus()
            .addNewAddress("10.0.0.4", "InternalIP")
            .addNewAddress("fd00::4", "Hostname")
            .endStatus()
            .build();

    assertThat(ClusterObservation.hasIpv6(node)).isFalse();
    assertThat(ClusterObservation.hasIpv6(new Node())).isFalse();
  }

  @Test
  void oneWindowsNodeIsEnough() {
    var linux = node(Map.of("kubernetes.io/os", "linux"), List.of(), List.of());
    var windows = node(Map.of("kubernetes.io/os", "windows"), List.of(), List.of());
    var unlabelled = new NodeBuilder().withNewMetadata().endMetadata().build();

    assertThat(windowsNodes(linux, windows)).isTrue();
    assertThat(windowsNodes(linux, unlabelled)).isFalse();
  }

  @Test
  void servedDefinitionsBecomeFacts() {
    var none = observation(List.of(), List.of(), Set.of()).snapshot();
    var all =
        new ClusterObservation(
                List.of(), List.of(), Set.of(), Set.copyOf(ClusterObservation.CRDS), null)
            .snapshot();

    assertThat(none)
        .isEqualTo(new ClusterSnapshot(Map.of(), false, false, false, false, false, null));
    assertThat(all).isEqualTo(new ClusterSnapshot(Map.of(), false, false, true, true, true, null));
  }

  @Test
  void definitionCountsOnceItIsEstablished() {
    assertThat(ClusterObservation.isEstablished(definition("Established", "True"))).isTrue();
    assertThat(ClusterObservation.isEstablished(definition("Established", "False"))).isFalse();
    assertThat(ClusterObservation.isEstablished(definition("NamesAccepted", "True"))).isFalse();
    assertThat(ClusterObservation.isEstablished(new CustomResourceDefinition())).isFalse();
  }

  private static Map<SeenEngine, String> seen(DaemonSet... agents) {
    return observation(List.of(), List.of(agents), Set.of()).snapshot().engines();
  }

  private static boolean windowsNodes(Node... nodes) {
    return observation(List.of(nodes), List.of(), Set.of()).snapshot().windowsNodes();
  }

  private static ClusterObservation observation(
      List<Node> nodes, List<DaemonSet> agents, Set<String> namespaces) {
    return new ClusterObservation(nodes, agents, namespaces, Set.of(), null);
  }

  private static DaemonSet daemonSet(String name, @Nullable String... images) {
    var builder =
        new DaemonSetBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec();
    for (String image : images) {
      builder.addNewContainer().withImage(image).endContainer();
    }
    return builder.endSpec().endTemplate().endSpec().build();
  }

  private static Node node(Map<String, String> labels, List<String> cidrs, List<String> addresses) {
    var builder =
        new NodeBuilder()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withPodCIDRs(cidrs)
            .endSpec()
            .withNewStatus();
    addresses.forEach(address -> builder.addNewAddress(address, "InternalIP"));
    return builder.endStatus().build();
  }

  private static CustomResourceDefinition definition(String type, String status) {
    return new CustomResourceDefinitionBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType(type)
        .withStatus(status)
        .endCondition()
        .endStatus()
        .build();
  }

  private static List<String> split(@Nullable String list) {
    return list == null ? List.of() : List.of(list.split(";", -1));
  }
}
