package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterObservationTest {
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

    assertThat(observation(node).snapshot().ipv6()).isEqualTo(ipv6);
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
    var none = observation().snapshot();
    var all =
        new ClusterObservation(
                List.of(),
                EngineAgents.NONE,
                TigeraNamespaces.NONE,
                Set.copyOf(ClusterObservation.CRDS),
                null)
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

  private static boolean windowsNodes(Node... nodes) {
    return observation(nodes).snapshot().windowsNodes();
  }

  private static ClusterObservation observation(Node... nodes) {
    return new ClusterObservation(
        List.of(nodes), EngineAgents.NONE, TigeraNamespaces.NONE, Set.of(), null);
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
