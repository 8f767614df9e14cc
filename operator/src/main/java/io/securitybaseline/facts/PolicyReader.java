package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.facts.egress.EgressPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reduces policies as they are read. The operator's own have few specs, which are the same in
 * thousands of namespaces: what the rules read of one serves the next one with an equal spec.
 */
final class PolicyReader implements UnaryOperator<NetworkPolicy> {

  /** Each takes at most some 200 KiB, as a tenant may write them. */
  private static final int REMEMBERED = 8;

  private final Predicate<String> comparesSpec;

  private final Map<String, Known> recent =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param comparesSpec whether policies have this name of the operator's, so that their specs are
   *     compared with another
   */
  PolicyReader(Predicate<String> comparesSpec) {
    this.comparesSpec = comparesSpec;
  }

  /**
   * The last policy with a name.
   *
   * @param everywhere whether the rules read the same of it in every namespace
   */
  private record Known(NetworkPolicySpec spec, EgressPolicy egress, boolean everywhere) {

    EgressPolicy in(NetworkPolicy policy) {
      return everywhere ? egress : egress.ofSameSpec(policy);
    }
  }

  @Override
  public NetworkPolicy apply(NetworkPolicy policy) {
    String name = policy.getMetadata().getName();
    NetworkPolicySpec spec = policy.getSpec();
    if (policy instanceof KeptPolicy || name == null || spec == null || !comparesSpec.test(name)) {
      return KeptPolicy.of(policy, comparesSpec);
    }
    Known last = last(name);
    if (last != null && last.spec().equals(spec)) {
      return KeptPolicy.of(policy, comparesSpec, last.in(policy));
    }
    KeptPolicy kept = KeptPolicy.of(policy, comparesSpec);
    if (kept.getSpec() != null && (spec.getIngress() == null || spec.getIngress().isEmpty())) {
      boolean everywhere = EgressPolicy.isSameInEveryNamespace(policy);
      remember(name, new Known(spec, kept.egress(), everywhere));
    }
    return kept;
  }

  private synchronized @Nullable Known last(String name) {
    return recent.get(name);
  }

  private synchronized void remember(String name, Known known) {
    recent.put(name, known);
  }
}
