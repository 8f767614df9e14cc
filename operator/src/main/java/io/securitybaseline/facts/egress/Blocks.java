package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of every {@code cidr} and {@code except} in a policy together.
 *
 * @param ipv6 whether one of them is of IPv6
 * @param unclear the first that is no canonical CIDR, at most {@link #LONGEST} characters of it
 */
record Blocks(boolean ipv6, @Nullable String unclear) {

  private static final int LONGEST = 64;

  static Blocks of(NetworkPolicySpec spec) {
    Stream<NetworkPolicyPeer> to =
        orEmpty(spec.getEgress()).stream()
            .map(NetworkPolicyEgressRule::getTo)
            .flatMap(peers -> orEmpty(peers).stream());
    Stream<NetworkPolicyPeer> from =
        orEmpty(spec.getIngress()).stream()
            .map(NetworkPolicyIngressRule::getFrom)
            .flatMap(peers -> orEmpty(peers).stream());
    List<String> blocks =
        Stream.concat(to, from)
            .map(NetworkPolicyPeer::getIpBlock)
            .filter(Objects::nonNull)
            .flatMap(Blocks::written)
            .toList();
    return new Blocks(
        blocks.stream().anyMatch(block -> block.indexOf(':') >= 0),
        blocks.stream().filter(Blocks::isUnclear).findFirst().map(Blocks::shortened).orElse(null));
  }

  private static Stream<String> written(IPBlock block) {
    return Stream.concat(Stream.of(block.getCidr()), orEmpty(block.getExcept()).stream());
  }

  private static boolean isUnclear(String block) {
    return Cidr.parse(block).filter(Cidr::canonical).isEmpty();
  }

  /** What an API server accepts as a block is ASCII, so nothing is cut in two. */
  private static String shortened(String block) {
    return block.length() <= LONGEST ? block : block.substring(0, LONGEST);
  }

  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
