package io.securitybaseline.it;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.securitybaseline.testing.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** NetworkPolicies about as large as an API server accepts. */
final class LargePolicies {

  private LargePolicies() {}

  /** Isolates the egress of pods that have all of so many labels. */
  static NetworkPolicy withLabels(String namespace, String name, int count) {
    Map<String, String> labels =
        IntStream.range(0, count)
            .boxed()
            .collect(Collectors.toMap("%s.%%06d".formatted(name)::formatted, _ -> "v"));
    return policy(namespace, name)
        .editSpec()
        .withPodSelector(new LabelSelectorBuilder().withMatchLabels(labels).build())
        .withPolicyTypes("Egress")
        .withEgress(egressTo("10.0.0.0/8", List.of()))
        .endSpec()
        .build();
  }

  /** Lets all pods out to everything but so many single addresses, and that of the service. */
  static NetworkPolicy withExceptions(String namespace, String name, int count) {
    return policy(namespace, name)
        .editSpec()
        .withPolicyTypes("Egress")
        .withEgress(
            egressTo(
                "0.0.0.0/0",
                Stream.concat(addresses(count), Stream.of("169.254.169.254/32")).toList()))
        .endSpec()
        .build();
  }

  /** Says nothing of egress, and of ingress as much as fits. */
  static NetworkPolicy forIngress(String namespace, String name, int blocks) {
    return policy(namespace, name)
        .editSpec()
        .withPolicyTypes("Ingress")
        .withIngress(new NetworkPolicyIngressRule(peers(blocks), List.of()))
        .endSpec()
        .build();
  }

  /** Lets pods out to as many blocks as fit. */
  static NetworkPolicy withBlocks(String namespace, String name, int blocks) {
    return policy(namespace, name)
        .editSpec()
        .withPolicyTypes("Egress")
        .withEgress(new NetworkPolicyEgressRule(List.of(), peers(blocks)))
        .endSpec()
        .build();
  }

  static void create(TestCluster cluster, NetworkPolicy policy) {
    cluster.client().resource(policy).create();
  }

  private static List<NetworkPolicyPeer> peers(int blocks) {
    return addresses(blocks)
        .map(block -> new NetworkPolicyPeer(new IPBlock(block, List.of()), null, null))
        .toList();
  }

  private static Stream<String> addresses(int count) {
    return IntStream.range(0, count)
        .map(i -> 2 * i)
        .mapToObj(i -> "10.%d.%d.%d/32".formatted(i >> 16, (i >> 8) & 255, i & 255));
  }

  private static NetworkPolicyEgressRule egressTo(String cidr, List<String> except) {
    return new NetworkPolicyEgressRule(
        List.of(), List.of(new NetworkPolicyPeer(new IPBlock(cidr, except), null, null)));
  }

  private static NetworkPolicyBuilder policy(String namespace, String name) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .endSpec();
  }
}
