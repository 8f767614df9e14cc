package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.kubernetes.Selector;
import io.securitybaseline.kubernetes.SelectorSize;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules read of a NetworkPolicy: whose egress it isolates, and which egress it allows for
 * those pods. Takes at most about {@link #MOST_SELECTOR_BYTES} of memory, however large the policy
 * is, and next to nothing if the policy does not isolate egress.
 *
 * @param isolates whether it isolates the egress of the pods it selects; if not, nothing else of it
 *     means anything
 * @param pods the pods that it selects; null if its selector is larger than that, so that it may
 *     select any pod or none
 * @param readings what each engine makes of its rules
 * @param npm whether Azure NPM programs it
 * @param unclearBlock the first block in it, in egress or ingress, that is no canonical CIDR, so
 *     that engines may read it differently; the beginning of it if it is long
 * @param features what it makes use of that engines may not support
 */
public record EgressPolicy(
    boolean isolates,
    @Nullable Selector pods,
    Map<Dialect, Reading> readings,
    NpmTranslation npm,
    @Nullable String unclearBlock,
    Set<PolicyFeature> features) {

  /**
   * The largest pod selector that is read, by {@link SelectorSize}: about 170 labels, or one label
   * with some 500 values.
   */
  public static final long MOST_SELECTOR_BYTES = 64 * 1024;

  private static final EgressPolicy WITHOUT_EFFECT =
      new EgressPolicy(
          false,
          Selector.EVERYTHING,
          Map.of(),
          new NpmTranslation(NpmTranslation.Result.PROGRAMMED, null),
          null,
          Set.of());

  public EgressPolicy {
    readings = Map.copyOf(readings);
    features = Set.copyOf(features);
  }

  /** Reads a policy, in n log n steps at most. */
  public static EgressPolicy of(NetworkPolicy policy) {
    NetworkPolicySpec spec = policy.getSpec();
    if (spec == null || !isolates(spec)) {
      return WITHOUT_EFFECT;
    }
    String unclear = Blocks.unclear(spec);
    return new EgressPolicy(
        true,
        SelectorSize.ofBytes(spec.getPodSelector()) > MOST_SELECTOR_BYTES
            ? null
            : Selector.of(spec.getPodSelector()),
        Readings.of(spec, unclear == null),
        NpmTranslation.of(policy),
        unclear,
        Features.of(spec));
  }

  /** What the rules read of another policy with an equal spec. */
  public EgressPolicy ofSameSpec(NetworkPolicy policy) {
    return isolates
        ? new EgressPolicy(true, pods, readings, NpmTranslation.of(policy), unclearBlock, features)
        : this;
  }

  /** Whether the rules read the same of a policy of this name and spec in every namespace. */
  public static boolean isSameInEveryNamespace(NetworkPolicy policy) {
    NetworkPolicySpec spec = policy.getSpec();
    return spec == null || !isolates(spec) || NpmTranslation.isSameInEveryNamespace(policy);
  }

  /**
   * Without {@code policyTypes}, the API server takes a policy with egress rules for one of both.
   */
  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  private static boolean isolates(NetworkPolicySpec spec) {
    List<String> types = Objects.requireNonNullElse(spec.getPolicyTypes(), List.<String>of());
    return types.isEmpty()
        ? !Objects.requireNonNullElse(spec.getEgress(), List.<NetworkPolicyEgressRule>of())
            .isEmpty()
        : types.contains("Egress");
  }

  /**
   * Whether it isolates the egress of a pod with these labels. Not to be asked where the selector
   * is not known.
   */
  public boolean isolates(Map<String, String> labels) {
    return isolates && Objects.requireNonNull(pods).matches(labels);
  }

  /** About how many bytes of memory it takes. */
  public long bytes() {
    return pods == null ? 0 : SelectorSize.ofBytes(pods);
  }

  /** What an engine makes of its rules. */
  public Reading in(Dialect dialect) {
    return readings.getOrDefault(dialect, Reading.OF_NOTHING);
  }
}
