package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One rule of a policy's {@code egress}, as far as it concerns addresses that are no pods: peers
 * that select pods let nothing out to those.
 *
 * @param toAnywhere whether it has no {@code to}, which includes pods and nodes on every engine
 * @param definitely the addresses that it lets out to however it is read
 * @param possibly the addresses that it lets out to in the widest reading
 * @param onAnyPort whether it has no {@code ports}
 * @param ports what it lets through otherwise
 */
record EgressRule(
    boolean toAnywhere,
    AddressSet definitely,
    AddressSet possibly,
    boolean onAnyPort,
    List<PortRange> ports) {

  EgressRule {
    ports = List.copyOf(ports);
  }

  static EgressRule of(NetworkPolicyEgressRule rule) {
    List<NetworkPolicyPort> ports = Objects.requireNonNullElse(rule.getPorts(), List.of());
    List<NetworkPolicyPeer> to = Objects.requireNonNullElse(rule.getTo(), List.of());
    List<Block> blocks =
        to.stream()
            .map(NetworkPolicyPeer::getIpBlock)
            .filter(Objects::nonNull)
            .map(Block::of)
            .toList();
    return new EgressRule(
        to.isEmpty(),
        to.isEmpty() ? AddressSet.EVERYTHING : union(blocks, Block::definitely),
        to.isEmpty() ? AddressSet.EVERYTHING : union(blocks, Block::possibly),
        ports.isEmpty(),
        ports.stream().map(PortRange::of).flatMap(Optional::stream).toList());
  }

  private static AddressSet union(List<Block> blocks, Function<Block, AddressSet> side) {
    return AddressSet.union(blocks.stream().map(side).toList());
  }

  boolean mayLetThrough(Address address, Protocol protocol, int port) {
    return possibly.contains(address)
        && (onAnyPort || ports.stream().anyMatch(range -> range.contains(protocol, port)));
  }

  /** The two readings of one {@code ipBlock}. */
  private record Block(AddressSet definitely, AddressSet possibly) {

    static Block of(IPBlock block) {
      Optional<Cidr> cidr = Cidr.parse(block.getCidr());
      List<Optional<Cidr>> except =
          Objects.requireNonNullElse(block.getExcept(), List.<String>of()).stream()
              .map(Cidr::parse)
              .toList();
      if (cidr.isEmpty()) {
        return new Block(AddressSet.NONE, AddressSet.EVERYTHING);
      }
      List<Cidr> all = except.stream().flatMap(Optional::stream).toList();
      List<Cidr> canonical = all.stream().filter(Cidr::canonical).toList();
      AddressSet possibly = without(cidr.get(), canonical);
      if (!cidr.get().canonical() || all.size() < except.size()) {
        return new Block(AddressSet.NONE, possibly);
      }
      boolean oneReading = canonical.size() == all.size();
      return new Block(oneReading ? possibly : without(cidr.get(), all), possibly);
    }

    private static AddressSet without(Cidr cidr, List<Cidr> except) {
      return AddressSet.of(cidr)
          .minus(AddressSet.union(except.stream().map(AddressSet::of).toList()));
    }
  }
}
