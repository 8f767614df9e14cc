package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.kubernetes.Selector;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the egress of two policies is equal, regardless of notation: absent and empty lists,
 * labels and expressions, any order. Policies with the same effect can differ, because engines
 * treat equivalent forms differently. Ingress rules are ignored as long as they isolate only
 * egress.
 */
final class SameSpec {

  private record Block(String cidr, Set<String> except) {}

  /** The pods or namespaces that a peer's selector chooses, if any can be. */
  private record Chosen(Optional<SelectorTerm> term) {}

  private record Peer(Optional<Block> block, Optional<Chosen> namespaces, Optional<Chosen> pods) {}

  private record Rule(Set<Peer> to, Set<NetworkPolicyPort> ports) {}

  private SameSpec() {}

  static boolean same(@Nullable NetworkPolicySpec a, NetworkPolicySpec b) {
    return a != null
        && (a.equals(b)
            || (term(a.getPodSelector()).equals(term(b.getPodSelector()))
                && set(a.getPolicyTypes(), Function.identity())
                    .equals(set(b.getPolicyTypes(), Function.identity()))
                && sameEgress(a, b)));
  }

  static boolean sameEgress(NetworkPolicySpec a, NetworkPolicySpec b) {
    return set(a.getEgress(), SameSpec::rule).equals(set(b.getEgress(), SameSpec::rule));
  }

  private static Rule rule(NetworkPolicyEgressRule rule) {
    return new Rule(set(rule.getTo(), SameSpec::peer), set(rule.getPorts(), Function.identity()));
  }

  private static Peer peer(NetworkPolicyPeer peer) {
    return new Peer(
        Optional.ofNullable(peer.getIpBlock()).map(SameSpec::block),
        Optional.ofNullable(peer.getNamespaceSelector()).map(SameSpec::chosen),
        Optional.ofNullable(peer.getPodSelector()).map(SameSpec::chosen));
  }

  private static Block block(IPBlock block) {
    return new Block(block.getCidr(), set(block.getExcept(), Function.identity()));
  }

  private static Chosen chosen(LabelSelector selector) {
    return new Chosen(term(selector));
  }

  private static Optional<SelectorTerm> term(@Nullable LabelSelector selector) {
    return SelectorTerm.of(Selector.of(selector));
  }

  private static <T, R> Set<R> set(@Nullable List<T> list, Function<T, R> form) {
    Collection<T> items = list == null ? List.of() : list;
    Set<R> set = new HashSet<>();
    items.forEach(item -> set.add(form.apply(item)));
    return set;
  }
}
