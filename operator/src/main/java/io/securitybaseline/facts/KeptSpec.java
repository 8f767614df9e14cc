package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.kubernetes.SelectorSize;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the spec of a policy that has one of the operator's names, to be compared with
 * the intended one. A tenant that may write policies can create one with such a name as large as
 * the API server accepts; the operator's are far smaller, so that a larger one is recognized
 * without its spec.
 */
final class KeptSpec {

  /** The egress rules of the largest manifest, with 34 blocks, take a fifth of it. */
  private static final long MOST_EGRESS_BYTES = 64 * 1024;

  private static final long OBJECT = 256;
  private static final long VALUE = 96;

  private KeptSpec() {}

  /** The spec without its ingress rules, which are compared by nothing; null if it is too large. */
  static @Nullable NetworkPolicySpec of(@Nullable NetworkPolicySpec spec) {
    if (spec == null
        || SelectorSize.ofBytes(spec.getPodSelector()) > EgressPolicy.MOST_SELECTOR_BYTES
        || egressBytes(spec) > MOST_EGRESS_BYTES) {
      return null;
    }
    NetworkPolicySpec kept = new NetworkPolicySpec();
    kept.setPodSelector(spec.getPodSelector());
    kept.setPolicyTypes(spec.getPolicyTypes());
    kept.setEgress(spec.getEgress());
    return kept;
  }

  /** About how many bytes of memory a kept spec takes. */
  static long bytes(@Nullable NetworkPolicySpec kept) {
    return kept == null ? 0 : SelectorSize.ofBytes(kept.getPodSelector()) + egressBytes(kept);
  }

  private static long egressBytes(NetworkPolicySpec spec) {
    long bytes = 0;
    for (NetworkPolicyEgressRule rule : orEmpty(spec.getEgress())) {
      bytes += OBJECT * (1 + orEmpty(rule.getPorts()).size());
      for (NetworkPolicyPeer peer : orEmpty(rule.getTo())) {
        bytes +=
            OBJECT
                + blockBytes(peer.getIpBlock())
                + SelectorSize.ofBytes(peer.getPodSelector())
                + SelectorSize.ofBytes(peer.getNamespaceSelector());
      }
    }
    return bytes;
  }

  private static long blockBytes(@Nullable IPBlock block) {
    return block == null
        ? 0
        : VALUE
            + block.getCidr().length()
            + orEmpty(block.getExcept()).stream().mapToLong(it -> VALUE + it.length()).sum();
  }

  @SuppressWarnings("NullAway") // the API's lists may be absent, whatever its model says
  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
