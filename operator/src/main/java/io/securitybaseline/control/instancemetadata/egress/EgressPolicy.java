package io.securitybaseline.control.instancemetadata.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.match.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A NetworkPolicy as far as it concerns egress, read once.
 *
 * @param isolates whether it isolates the egress of the pods it selects; if not, its rules mean
 *     nothing
 * @param blocks every {@code cidr} and {@code except} in it as written, those of ingress included,
 *     because engines may refuse a whole policy for one of them
 * @param features what it makes use of that engines may not support
 */
public record EgressPolicy(
    String name,
    Selector pods,
    boolean isolates,
    List<EgressRule> rules,
    List<String> blocks,
    Set<Feature> features) {

  /** A part of the API that not every engine can program. */
  public enum Feature {
    /** A block with {@code except}. */
    EXCEPTIONS,
    NAMED_PORTS,
    SCTP,
    /** A selector with {@code NotIn} or {@code DoesNotExist}. */
    NEGATIVE_SELECTORS
  }

  public EgressPolicy {
    rules = List.copyOf(rules);
    blocks = List.copyOf(blocks);
    features = Set.copyOf(features);
  }

  public static EgressPolicy of(NetworkPolicy policy) {
    NetworkPolicySpec spec =
        Objects.requireNonNullElseGet(policy.getSpec(), NetworkPolicySpec::new);
    List<NetworkPolicyEgressRule> egress = orEmpty(spec.getEgress());
    List<IPBlock> blocks = blocks(spec);
    return new EgressPolicy(
        policy.getMetadata().getName(),
        Selector.of(spec.getPodSelector()),
        isolates(orEmpty(spec.getPolicyTypes()), egress),
        egress.stream().map(EgressRule::of).toList(),
        blocks.stream()
            .flatMap(block ->
                Stream.concat(Stream.of(block.getCidr()), orEmpty(block.getExcept()).stream()))
            .toList(),
        Features.of(spec));
  }

  /**
   * Without {@code policyTypes}, the API server takes a policy with egress rules for one of both.
   */
  private static boolean isolates(List<String> types, List<NetworkPolicyEgressRule> egress) {
    return types.isEmpty() ? !egress.isEmpty() : types.contains("Egress");
  }

  public boolean isolates(Map<String, String> labels) {
    return isolates && pods.matches(labels);
  }

  /** Whether, in the widest reading, it lets its pods out to the address, which is no pod's. */
  public boolean mayLetThrough(Address address, Protocol protocol, int port) {
    for (EgressRule rule : rules) {
      if (rule.mayLetThrough(address, protocol, port)) {
        return true;
      }
    }
    return false;
  }

  /** Whether, in the widest reading, it lets its pods out to the address on any port at all. */
  public boolean mayLetThrough(Address address) {
    return rules.stream()
        .anyMatch(rule ->
            rule.perhaps().contains(address) && (rule.onAnyPort() || !rule.ports().isEmpty()));
  }

  /** Whether it surely lets its pods out to all these addresses, on every port. */
  public boolean surelyLetsThrough(AddressSet addresses) {
    return AddressSet.union(
            rules.stream().filter(EgressRule::onAnyPort).map(EgressRule::surely).toList())
        .containsAll(addresses);
  }

  /** Whether it lets its pods out to wherever they like, pods and nodes included. */
  public boolean letsEverythingThrough() {
    return rules.stream().anyMatch(rule -> rule.toAnywhere() && rule.onAnyPort());
  }

  /** Whether any block in it is one of IPv6. */
  public boolean mentionsIpv6() {
    return blocks.stream().anyMatch(block -> block.indexOf(':') >= 0);
  }

  /** The blocks that are no canonical CIDR, of which nobody can be sure what an engine makes. */
  public List<String> unclearBlocks() {
    return blocks.stream()
        .filter(block -> !Cidr.parse(block).filter(Cidr::canonical).isPresent())
        .toList();
  }

  private static List<IPBlock> blocks(NetworkPolicySpec spec) {
    Stream<NetworkPolicyPeer> to =
        orEmpty(spec.getEgress()).stream()
            .map(NetworkPolicyEgressRule::getTo)
            .flatMap(peers -> orEmpty(peers).stream());
    Stream<NetworkPolicyPeer> from =
        orEmpty(spec.getIngress()).stream()
            .map(NetworkPolicyIngressRule::getFrom)
            .flatMap(peers -> orEmpty(peers).stream());
    return Stream.concat(to, from)
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(Objects::nonNull)
        .toList();
  }

  @SuppressWarnings("NullAway") // the API's lists may be absent, whatever its model says
  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  /** The policies among these that isolate the egress of a pod with these labels. */
  public static List<EgressPolicy> isolating(
      Collection<EgressPolicy> policies, Map<String, String> labels) {
    return policies.stream().filter(policy -> policy.isolates(labels)).toList();
  }
}
