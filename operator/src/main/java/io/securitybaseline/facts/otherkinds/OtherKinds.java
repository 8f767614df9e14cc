package io.securitybaseline.facts.otherkinds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What policies of other kinds have to do with every namespace.
 *
 * @param definitions names of the definitions of these kinds that the API server has
 * @param policies those of the whole cluster
 * @param tiers of Calico, by name
 * @param holders sets of addresses of Calico with the service's address in them, and pods that it
 *     takes for the service
 */
public record OtherKinds(
    Set<String> definitions,
    List<OtherPolicy> policies,
    Map<String, OtherTier> tiers,
    List<AddressHolder> holders) {

  /** A cluster that has none. */
  public static final OtherKinds NONE = new OtherKinds(Set.of(), List.of(), Map.of(), List.of());

  /** Where it is defined, Calico reads its objects of this version only. */
  private static final String CALICO_V3 = "globalnetworkpolicies.projectcalico.org";

  /** Sets of one namespace that are kept one by one; with more, their labels are not known. */
  static final int MOST_HOLDERS = 50;

  private static final Comparator<OtherPolicy> BY_NAME =
      Comparator.comparing(OtherPolicy::kind).thenComparing(OtherPolicy::name);

  private static final Comparator<AddressHolder> BY_PLACE =
      Comparator.comparing(AddressHolder::namespace)
          .thenComparing(AddressHolder::kind)
          .thenComparing(AddressHolder::name);

  public OtherKinds {
    definitions = Set.copyOf(definitions);
    policies = List.copyOf(policies);
    tiers = Map.copyOf(tiers);
    holders = List.copyOf(holders);
  }

  /** The same for the same objects, in whatever order they are given. */
  public static OtherKinds of(
      Set<String> definitions,
      Collection<? extends PolicyObject> policies,
      Collection<OtherTier> tiers,
      Collection<AddressHolder> holders) {
    Map<String, OtherTier> byName = new HashMap<>();
    tiers.forEach(tier -> byName.put(tier.name(), tier));
    return new OtherKinds(
        definitions,
        policies.stream().flatMap(object -> object.policies().stream()).sorted(BY_NAME).toList(),
        byName,
        bounded(holders));
  }

  /**
   * Whether Calico's own objects are those of {@code projectcalico.org/v3}; what is left in the
   * older group has no effect then.
   */
  public boolean usesCalicoV3() {
    return definesCalicoV3(definitions);
  }

  /** The same of a cluster with these definitions. */
  public static boolean definesCalicoV3(Set<String> definitions) {
    return definitions.contains(CALICO_V3);
  }

  /** Whether Calico serves tiers, as it does since 3.29. */
  public boolean definesCalicoTiers() {
    return definitions.contains("tiers.crd.projectcalico.org")
        || definitions.contains("tiers.projectcalico.org");
  }

  /** The same without some policies. */
  public OtherKinds without(Predicate<OtherPolicy> some) {
    return new OtherKinds(
        definitions, policies.stream().filter(some.negate()).toList(), tiers, holders);
  }

  private static List<AddressHolder> bounded(Collection<AddressHolder> holders) {
    Map<String, List<AddressHolder>> byNamespace = new TreeMap<>();
    holders.stream()
        .sorted(BY_PLACE)
        .forEach(holder ->
            byNamespace.computeIfAbsent(holder.namespace(), _ -> new ArrayList<>()).add(holder));
    List<AddressHolder> bounded = new ArrayList<>();
    byNamespace.forEach((namespace, all) -> {
      if (all.size() > MOST_HOLDERS && !namespace.isEmpty()) {
        bounded.add(all.getFirst().unread());
      } else {
        bounded.addAll(all);
      }
    });
    return bounded;
  }
}
