package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The first part of a policy that allows the instance metadata service, or may allow it.
 *
 * @param rule its number in {@code egress}, from 1
 * @param block the block, or the beginning of it if it is long; empty where it is no block
 */
public record Opening(Kind kind, int rule, String block) {

  /** What allows the service. Each has another fix. */
  public enum Kind {
    /** The rule has no {@code to}. */
    ANY_DESTINATION,
    /** The rule has no {@code to}, and only a named port that may be the service's. */
    NAMED_PORT,
    /** A block of the address alone, for which the API server accepts no exception. */
    THE_ADDRESS,
    /** A block with the address and others. */
    BLOCK,
    /** A block that is, or has an exception that is, no canonical CIDR. */
    UNCLEAR_BLOCK,
    /** A peer that selects namespaces only by what their labels are not. */
    NEGATIVE_NAMESPACES
  }

  private static final int LONGEST = 64;

  /** The first part that may allow the service. */
  static Optional<Opening> of(NetworkPolicySpec spec, EgressRules rules, Dialect dialect) {
    for (int i = 0; i < rules.rules().size(); i++) {
      EgressRule rule = rules.rules().get(i);
      if (rule.mayLetThrough(
          InstanceMetadataService.ADDRESS,
          InstanceMetadataService.PROTOCOL,
          InstanceMetadataService.PORT)) {
        return Optional.of(of(spec.getEgress().get(i), rule, i + 1, dialect));
      }
    }
    return Optional.empty();
  }

  private static Opening of(
      NetworkPolicyEgressRule written, EgressRule rule, int number, Dialect dialect) {
    if (rule.toAnywhere()) {
      boolean surely =
          rule.definitelyLetsThrough(
              InstanceMetadataService.ADDRESS,
              InstanceMetadataService.PROTOCOL,
              InstanceMetadataService.PORT);
      return new Opening(surely ? Kind.ANY_DESTINATION : Kind.NAMED_PORT, number, "");
    }
    for (NetworkPolicyPeer peer : written.getTo()) {
      IPBlock block = peer.getIpBlock();
      if (block != null
          && BlockReading.of(block, dialect).possibly().contains(InstanceMetadataService.ADDRESS)) {
        return new Opening(kind(block), number, shortened(block.getCidr()));
      }
    }
    return new Opening(Kind.NEGATIVE_NAMESPACES, number, "");
  }

  private static Kind kind(IPBlock block) {
    Optional<Cidr> cidr = Cidr.parse(block.getCidr());
    boolean clear =
        cidr.filter(Cidr::canonical).isPresent()
            && Objects.requireNonNullElse(block.getExcept(), List.<String>of()).stream()
                .allMatch(it -> Cidr.parse(it).filter(Cidr::canonical).isPresent());
    if (!clear) {
      return Kind.UNCLEAR_BLOCK;
    }
    return cidr.orElseThrow().first().equals(cidr.orElseThrow().last())
        ? Kind.THE_ADDRESS
        : Kind.BLOCK;
  }

  private static String shortened(String block) {
    return block.length() <= LONGEST ? block : block.substring(0, LONGEST);
  }
}
