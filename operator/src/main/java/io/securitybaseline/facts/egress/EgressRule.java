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
 * that select pods do not allow egress to those, but for those that an engine reads wrongly.
 *
 * @param toAnywhere whether it has no {@code to}, which includes pods and nodes on every engine
 * @param definitely the addresses that it allows in every interpretation
 * @param possibly the addresses that it allows in the widest interpretation
 * @param onAnyPort whether it has no {@code ports}
 * @param ports the allowed ports otherwise
 * @param possiblePorts the ports that it allows in the widest interpretation
 */
record EgressRule(
    boolean toAnywhere,
    AddressSet definitely,
    AddressSet possibly,
    boolean onAnyPort,
    List<PortRange> ports,
    List<PortRange> possiblePorts) {

  EgressRule {
    ports = List.copyOf(ports);
    possiblePorts = List.copyOf(possiblePorts);
  }

  static EgressRule of(NetworkPolicyEgressRule rule, Dialect dialect) {
    List<NetworkPolicyPort> ports = Objects.requireNonNullElse(rule.getPorts(), List.of());
    List<NetworkPolicyPeer> to = Objects.requireNonNullElse(rule.getTo(), List.of());
    List<PortRange> numbered = ports.stream().map(PortRange::of).flatMap(Optional::stream).toList();
    return new EgressRule(
        to.isEmpty(),
        to.isEmpty() ? AddressSet.EVERYTHING : definitely(to, dialect),
        to.isEmpty() ? AddressSet.EVERYTHING : possibly(to, dialect),
        ports.isEmpty(),
        numbered,
        to.isEmpty() && dialect == Dialect.OTHER
            ? ports.stream().map(PortRange::widest).flatMap(Optional::stream).toList()
            : numbered);
  }

  /** kube-router puts all blocks of a rule into one set, in which an exception of one is of all. */
  private static AddressSet definitely(List<NetworkPolicyPeer> to, Dialect dialect) {
    AddressSet allowed = union(to, block -> BlockReading.of(block, dialect).definitely());
    return dialect == Dialect.OTHER ? allowed.minus(union(to, BlockReading::exceptions)) : allowed;
  }

  private static AddressSet possibly(List<NetworkPolicyPeer> to, Dialect dialect) {
    return dialect == Dialect.AZURE_NPM && to.stream().anyMatch(NegativeNamespaces::isIn)
        ? AddressSet.EVERYTHING
        : union(to, block -> BlockReading.of(block, dialect).possibly());
  }

  private static AddressSet union(
      List<NetworkPolicyPeer> to, Function<IPBlock, AddressSet> addresses) {
    return AddressSet.union(
        to.stream()
            .map(NetworkPolicyPeer::getIpBlock)
            .filter(Objects::nonNull)
            .map(addresses)
            .toList());
  }

  boolean mayLetThrough(Address address, Protocol protocol, int port) {
    return possibly.contains(address)
        && (onAnyPort || possiblePorts.stream().anyMatch(range -> range.contains(protocol, port)));
  }

  boolean definitelyLetsThrough(Address address, Protocol protocol, int port) {
    return definitely.contains(address)
        && (onAnyPort || ports.stream().anyMatch(range -> range.contains(protocol, port)));
  }
}
