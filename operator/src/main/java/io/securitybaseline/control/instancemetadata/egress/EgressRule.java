package io.securitybaseline.control.instancemetadata.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
    List<AddressSet> surely = new ArrayList<>();
    List<AddressSet> perhaps = new ArrayList<>();
    for (NetworkPolicyPeer peer : to) {
      if (peer.getIpBlock() != null) {
        surely.add(surely(peer.getIpBlock()));
        perhaps.add(perhaps(peer.getIpBlock()));
      }
    }
    return new EgressRule(
        to.isEmpty(),
        to.isEmpty() ? AddressSet.EVERYTHING : AddressSet.union(surely),
        to.isEmpty() ? AddressSet.EVERYTHING : AddressSet.union(perhaps),
        ports.isEmpty(),
        ports.stream().map(PortRange::of).flatMap(Optional::stream).toList());
  }

  boolean mayLetThrough(Address address, Protocol protocol, int port) {
    return perhaps.contains(address)
        && (onAnyPort || ports.stream().anyMatch(range -> range.contains(protocol, port)));
  }

  private static AddressSet surely(IPBlock block) {
    Optional<Cidr> cidr = Cidr.parse(block.getCidr()).filter(Cidr::canonical);
    List<Optional<Cidr>> except = except(block);
    if (cidr.isEmpty() || except.contains(Optional.<Cidr>empty())) {
      return AddressSet.NONE;
    }
    return without(cidr.get(), except.stream().flatMap(Optional::stream).toList());
  }

  private static AddressSet perhaps(IPBlock block) {
    return Cidr.parse(block.getCidr())
        .map(cidr ->
            without(
                cidr,
                except(block).stream().flatMap(Optional::stream).filter(Cidr::canonical).toList()))
        .orElse(AddressSet.EVERYTHING);
  }

  private static AddressSet without(Cidr cidr, List<Cidr> except) {
    return cidr.addresses().minus(AddressSet.union(except.stream().map(Cidr::addresses).toList()));
  }

  private static List<Optional<Cidr>> except(IPBlock block) {
    return Objects.requireNonNullElse(block.getExcept(), List.<String>of()).stream()
        .map(Cidr::parse)
        .toList();
  }
}
