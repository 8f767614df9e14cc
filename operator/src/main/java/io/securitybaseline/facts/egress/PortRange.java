package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ports of one protocol that a rule allows, including both ends. */
record PortRange(Protocol protocol, int first, int last) {

  private static final int HIGHEST = 65_535;

  /**
   * Reads an entry of {@code ports}. A named port is resolved at the pod it leads to, so it allows
   * nothing for an address that is not a pod's.
   */
  static Optional<PortRange> of(NetworkPolicyPort entry) {
    Protocol protocol = protocol(Objects.requireNonNullElse(entry.getProtocol(), "TCP"));
    if (protocol == null) {
      return Optional.empty();
    }
    IntOrString port = entry.getPort();
    if (port == null) {
      return Optional.of(new PortRange(protocol, 0, HIGHEST));
    }
    Integer number = port.getIntVal();
    if (number == null) {
      return Optional.empty();
    }
    Integer end = entry.getEndPort();
    return Optional.of(new PortRange(protocol, number, end == null ? number : end));
  }

  /**
   * The same in the widest interpretation: kube-router resolves a named port without {@code to} at
   * the pods that the policy selects, which allows that port to every destination.
   */
  static Optional<PortRange> widest(NetworkPolicyPort entry) {
    IntOrString port = entry.getPort();
    Protocol protocol = protocol(Objects.requireNonNullElse(entry.getProtocol(), "TCP"));
    return port == null || port.getIntVal() != null || protocol == null
        ? of(entry)
        : Optional.of(new PortRange(protocol, 0, HIGHEST));
  }

  private static @Nullable Protocol protocol(String name) {
    return switch (name) {
      case "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> null;
    };
  }

  boolean contains(Protocol asked, int port) {
    return protocol == asked && first <= port && port <= last;
  }
}
