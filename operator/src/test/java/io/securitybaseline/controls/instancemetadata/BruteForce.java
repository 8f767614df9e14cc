package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Egress evaluated a second time, straight from the API's documentation and with no code in common:
 * one address and one port at a time, blocks as numbers.
 */
final class BruteForce {

  /** An address as text, with the number it stands for. */
  record Target(String address, BigInteger number, boolean v6) implements Comparable<Target> {

    static Target of(String address) {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return new Target(address, new BigInteger(1, bytes), bytes.length == 16);
    }

    static Target of(BigInteger number, boolean v6) {
      byte[] bytes = new byte[v6 ? 16 : 4];
      for (int i = 0; i < bytes.length; i++) {
        bytes[bytes.length - 1 - i] = number.shiftRight(8 * i).byteValue();
      }
      try {
        return of(InetAddress.getByAddress(bytes).getHostAddress());
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int compareTo(Target other) {
      return address.compareTo(other.address);
    }
  }

  record Block(BigInteger first, BigInteger last, boolean v6) {

    static Block of(String cidr) {
      String[] parts = cidr.split("/", -1);
      Target base = Target.of(parts[0]);
      int host = (base.v6() ? 128 : 32) - Integer.parseInt(parts[1]);
      BigInteger size = BigInteger.ONE.shiftLeft(host);
      return new Block(base.number(), base.number().add(size).subtract(BigInteger.ONE), base.v6());
    }

    boolean contains(Target target) {
      return target.v6() == v6
          && target.number().compareTo(first) >= 0
          && target.number().compareTo(last) <= 0;
    }
  }

  private static final Map<String, Block> BLOCKS = new HashMap<>();

  private BruteForce() {}

  static boolean reaches(
      Map<String, String> pod,
      Collection<NetworkPolicy> policies,
      Target target,
      String protocol,
      int port) {
    boolean isolated = false;
    for (NetworkPolicy policy : policies) {
      if (isEgress(policy) && selects(policy.getSpec().getPodSelector(), pod)) {
        isolated = true;
        for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
          if (goesTo(rule, target) && goesThrough(rule.getPorts(), protocol, port)) {
            return true;
          }
        }
      }
    }
    return !isolated;
  }

  static boolean isolated(Map<String, String> pod, Collection<NetworkPolicy> policies) {
    return policies.stream()
        .anyMatch(it -> isEgress(it) && selects(it.getSpec().getPodSelector(), pod));
  }

  private static boolean isEgress(NetworkPolicy policy) {
    List<String> types = policy.getSpec().getPolicyTypes();
    return types.isEmpty() ? !policy.getSpec().getEgress().isEmpty() : types.contains("Egress");
  }

  private static boolean selects(LabelSelector selector, Map<String, String> pod) {
    for (Map.Entry<String, String> label : selector.getMatchLabels().entrySet()) {
      if (!label.getValue().equals(pod.get(label.getKey()))) {
        return false;
      }
    }
    for (LabelSelectorRequirement it : selector.getMatchExpressions()) {
      boolean has = pod.containsKey(it.getKey());
      boolean in = has && it.getValues().contains(pod.get(it.getKey()));
      boolean met =
          switch (it.getOperator()) {
            case "In" -> in;
            case "NotIn" -> !in;
            case "Exists" -> has;
            case "DoesNotExist" -> !has;
            default -> throw new IllegalStateException(it.getOperator());
          };
      if (!met) {
        return false;
      }
    }
    return true;
  }

  private static boolean goesTo(NetworkPolicyEgressRule rule, Target target) {
    return rule.getTo().isEmpty()
        || rule.getTo().stream()
            .anyMatch(peer -> peer.getIpBlock() != null && contains(peer.getIpBlock(), target));
  }

  private static boolean contains(IPBlock block, Target target) {
    return block(block.getCidr()).contains(target)
        && block.getExcept().stream().noneMatch(it -> block(it).contains(target));
  }

  private static boolean goesThrough(List<NetworkPolicyPort> ports, String protocol, int port) {
    if (ports.isEmpty()) {
      return true;
    }
    for (NetworkPolicyPort it : ports) {
      String named = it.getProtocol() == null ? "TCP" : it.getProtocol();
      if (!named.equals(protocol)) {
        continue;
      }
      if (it.getPort() == null) {
        return true;
      }
      if (it.getPort().getIntVal() != null) {
        int first = it.getPort().getIntVal();
        int last = it.getEndPort() == null ? first : it.getEndPort();
        if (port >= first && port <= last) {
          return true;
        }
      }
    }
    return false;
  }

  private static Block block(String cidr) {
    return BLOCKS.computeIfAbsent(cidr, Block::of);
  }

  /** The addresses at which anything can change: the ends of every block, and their neighbours. */
  static SortedSet<Target> boundaries(Collection<NetworkPolicy> policies) {
    List<String> cidrs = new ArrayList<>(List.of("0.0.0.0/0", "::/0", "169.254.169.254/32"));
    for (NetworkPolicy policy : policies) {
      for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
        rule.getTo().stream()
            .map(peer -> peer.getIpBlock())
            .filter(block -> block != null)
            .forEach(block -> {
              cidrs.add(block.getCidr());
              cidrs.addAll(block.getExcept());
            });
      }
    }
    SortedSet<Target> targets = new TreeSet<>();
    for (String cidr : cidrs) {
      Block block = block(cidr);
      BigInteger most = block(block.v6() ? "::/0" : "0.0.0.0/0").last();
      for (int step = -1; step <= 1; step++) {
        for (BigInteger end : List.of(block.first(), block.last())) {
          BigInteger number = end.add(BigInteger.valueOf(step));
          if (number.signum() >= 0 && number.compareTo(most) <= 0) {
            targets.add(Target.of(number, block.v6()));
          }
        }
      }
    }
    return targets;
  }
}
