package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.facts.otherkinds.LabelExpression;
import io.securitybaseline.facts.otherkinds.PodPeers;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A NetworkPolicy as it is kept: with what the rules read of its spec in place of the spec, so that
 * the spec is read once and not at every event, and so that its size does not depend on the tenant.
 * An informer can hold nothing but objects of the watched kind.
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public final class KeptPolicy extends NetworkPolicy {

  private final transient EgressPolicy egress;
  private final transient LabelExpression peers;

  KeptPolicy(EgressPolicy egress, LabelExpression peers) {
    this.egress = egress;
    this.peers = peers;
    setAdditionalProperties(Map.of());
  }

  /**
   * The policy with all its metadata, as it is kept; itself if it is already.
   *
   * @param comparesSpec whether the spec of policies of this name is compared with another; then as
   *     much of it as takes to compare it stays, unless it is too large
   */
  public static KeptPolicy of(NetworkPolicy policy, Predicate<String> comparesSpec) {
    return policy instanceof KeptPolicy kept
        ? kept
        : of(policy, comparesSpec, EgressPolicy.of(policy));
  }

  /** The same where it is known what the rules read. */
  static KeptPolicy of(NetworkPolicy policy, Predicate<String> comparesSpec, EgressPolicy egress) {
    KeptPolicy kept = new KeptPolicy(egress, peers(policy));
    kept.setMetadata(policy.getMetadata());
    String name = policy.getMetadata().getName();
    // The object of a bookmark has no name.
    if (name != null && comparesSpec.test(name)) {
      kept.setSpec(KeptSpec.of(policy.getSpec()));
    }
    return kept;
  }

  EgressPolicy egress() {
    return egress;
  }

  /** What the rules of a policy select by labels, see {@link PodPeers}. */
  public static LabelExpression peers(NetworkPolicy policy) {
    return policy instanceof KeptPolicy kept
        ? kept.peers
        : PodPeers.of(policy.getMetadata().getNamespace(), policy.getSpec());
  }

  /** About how many bytes of memory it takes beside its metadata. */
  long bytes() {
    return egress.bytes() + peers.bytes() + KeptSpec.bytes(getSpec());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeptPolicy kept
        && egress.equals(kept.egress)
        && peers.equals(kept.peers)
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + egress.hashCode();
  }
}
