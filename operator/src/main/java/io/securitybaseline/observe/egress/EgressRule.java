package io.securitybaseline.observe.egress;

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
 * @param surely the addresses that it lets out to however it is read
 * @param perhaps the addresses that it lets out to in the widest reading
 * @param onAnyPort whether it has no {@code ports}
 * @param ports what it lets through otherwise
 */
record EgressRule(
    boolean toAnywhere,
    AddressSet surely,
    AddressSet perhaps,
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
        to.isEmpty() ? AddressSet.EVERYTHING : union(blocks, Block::surely),
        to.isEmpty() ? AddressSet.EVERYTHING : union(blocks, Block::perhaps),
        ports.isEmpty(),
        ports.stream().map(PortRange::of).flatMap(Optional::stream).toList());
  }

  private static AddressSet union(List<Block> blocks, Function<Block, AddressSet> side) {
    return AddressSet.union(blocks.stream().map(side).toList());
  }

  boolean mayLetThrough(Address address, Protocol protocol, int port) {
    return perhaps.contains(address)
        && (onAnyPort || ports.stream().anyMatch(range -> range.contains(protocol, port)));
  }

  /** The two readings of one {@code ipBlock}. */
  private record Block(AddressSet surely, AddressSet perhaps) {

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
      AddressSet perhaps = without(cidr.get(), canonical);
      if (!cidr.get().canonical() || all.size() < except.size()) {
        return new Block(AddressSet.NONE, perhaps);
      }
      boolean oneReading = canonical.size() == all.size();
      return new Block(oneReading ? perhaps : without(cidr.get(), all), perhaps);
    }

    private static AddressSet without(Cidr cidr, List<Cidr> except) {
      return cidr.addresses()
          .minus(AddressSet.union(except.stream().map(Cidr::addresses).toList()));
    }
  }
}
