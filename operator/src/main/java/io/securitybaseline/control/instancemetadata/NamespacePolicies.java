package io.securitybaseline.control.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.instancemetadata.egress.EgressPolicy;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The policies of a namespace, sorted by whose they are.
 *
 * @param own those that a baseline made and that stay, in the order of our names
 * @param leaving those that a baseline made and that are being deleted: finalizers of others keep
 *     them, and they take effect until they are gone
 * @param foreign all others, by name
 * @param ownEgress what of ours takes effect on egress
 * @param foreignEgress what of the others takes effect on egress
 * @param ignored the names of those that the engine leaves out
 * @param unclear the others that hold a block of which nobody can be sure
 */
record NamespacePolicies(
    List<NetworkPolicy> own,
    List<NetworkPolicy> leaving,
    Map<String, NetworkPolicy> foreign,
    List<EgressPolicy> ownEgress,
    List<EgressPolicy> foreignEgress,
    List<String> ignored,
    List<EgressPolicy> unclear) {

  private static final Comparator<NetworkPolicy> BY_NAME =
      Comparator.<NetworkPolicy>comparingInt(policy -> policy.getMetadata().getName().length())
          .thenComparing(policy -> policy.getMetadata().getName());

  static NamespacePolicies of(Collection<NetworkPolicy> policies, Engine engine) {
    List<NetworkPolicy> ours =
        policies.stream().filter(PolicyNames::isOurs).sorted(BY_NAME).toList();
    Map<String, NetworkPolicy> foreign = new TreeMap<>();
    policies.stream()
        .filter(policy -> !PolicyNames.isOurs(policy))
        .forEach(policy -> foreign.put(policy.getMetadata().getName(), policy));
    List<EgressPolicy> others =
        egress(foreign.values()).stream().filter(EgressPolicy::isolates).toList();
    return new NamespacePolicies(
        ours.stream().filter(policy -> !policy.isMarkedForDeletion()).toList(),
        ours.stream().filter(HasMetadata::isMarkedForDeletion).toList(),
        foreign,
        egress(ours).stream()
            .filter(EgressPolicy::isolates)
            .filter(policy -> !engine.ignores(policy))
            .toList(),
        others.stream().filter(policy -> !engine.ignores(policy)).toList(),
        others.stream().filter(engine::ignores).map(EgressPolicy::name).toList(),
        others.stream().filter(policy -> !policy.unclearBlocks().isEmpty()).toList());
  }

  /** Whether it has our first name, is not ours, and its owner lets us take it over. */
  boolean isForAdoption(String name) {
    NetworkPolicy policy = foreign.get(name);
    return name.equals(PolicyNames.FIRST) && policy != null && Ownership.mayAdopt(policy);
  }

  /** What of ours takes effect on egress and will stay. */
  List<EgressPolicy> stayingEgress() {
    Set<String> going =
        leaving.stream().map(policy -> policy.getMetadata().getName()).collect(Collectors.toSet());
    return ownEgress.stream().filter(policy -> !going.contains(policy.name())).toList();
  }

  private static List<EgressPolicy> egress(Collection<NetworkPolicy> policies) {
    return policies.stream().map(EgressPolicy::of).toList();
  }
}
