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

/** Every {@code cidr} and {@code except} in a policy together. */
final class Blocks {

  private static final int LONGEST = 64;

  private Blocks() {}

  /** The first that is no canonical CIDR, at most {@link #LONGEST} characters of it. */
  static @Nullable String unclear(NetworkPolicySpec spec) {
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
        .flatMap(Blocks::written)
        .filter(Blocks::isUnclear)
        .findFirst()
        .map(Blocks::shortened)
        .orElse(null);
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
