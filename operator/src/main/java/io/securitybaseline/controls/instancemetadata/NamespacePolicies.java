package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.engine.Effect;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.facts.PolicySnapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies of a namespace by owner.
 *
 * @param own those of a baseline that stay, in the order of the operator's names
 * @param leaving those that a baseline made and that are being deleted: finalizers of others keep
 *     them, and they take effect until they are gone
 * @param foreign all others, by name
 * @param ownEgress those of the operator that take effect on egress, but for one whose selector is
 *     too large to be the operator's as we made it: that is repaired, whatever it selects
 * @param foreignEgress those of the others that take effect on egress
 * @param ignored those of the others that the engine leaves out
 * @param earlier those of the others of which a form from before an edit may be in force
 * @param unclear the other policies with a block that engines read differently
 * @param ofOtherKinds the pods that policies of other kinds isolate more tightly than the
 *     operator's would
 */
record NamespacePolicies(
    List<NetworkPolicy> own,
    List<NetworkPolicy> leaving,
    Map<String, NetworkPolicy> foreign,
    List<PolicySnapshot> ownEgress,
    List<PolicySnapshot> foreignEgress,
    List<PolicySnapshot> ignored,
    List<PolicySnapshot> earlier,
    List<PolicySnapshot> unclear,
    List<SelectorTerm> ofOtherKinds) {

  private static final Comparator<PolicySnapshot> BY_NAME =
      Comparator.<PolicySnapshot>comparingInt(policy -> policy.name().length())
          .thenComparing(PolicySnapshot::name);

  private static final NamespacePolicies NONE =
      new NamespacePolicies(
          List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of());

  static NamespacePolicies of(Collection<PolicySnapshot> policies, EngineModel engine) {
    return policies.isEmpty() ? NONE : read(policies, engine);
  }

  private static NamespacePolicies read(Collection<PolicySnapshot> policies, EngineModel engine) {
    List<PolicySnapshot> own =
        policies.stream()
            .filter(policy -> PolicyNames.isOurs(policy.object()))
            .sorted(BY_NAME)
            .toList();
    Map<String, PolicySnapshot> foreign = new TreeMap<>();
    policies.stream()
        .filter(policy -> !PolicyNames.isOurs(policy.object()))
        .forEach(policy -> foreign.put(policy.name(), policy));
    Map<String, NetworkPolicy> foreignObjects = new TreeMap<>();
    foreign.forEach((name, policy) -> foreignObjects.put(name, policy.object()));
    List<PolicySnapshot> others = isolating(foreign.values()).toList();
    return new NamespacePolicies(
        own.stream()
            .map(PolicySnapshot::object)
            .filter(policy -> !policy.isMarkedForDeletion())
            .toList(),
        own.stream().map(PolicySnapshot::object).filter(HasMetadata::isMarkedForDeletion).toList(),
        foreignObjects,
        isolating(own)
            .filter(policy -> policy.egress().pods() != null)
            .filter(policy -> hasEffect(engine.effect(policy)))
            .toList(),
        others.stream().filter(policy -> hasEffect(engine.effect(policy))).toList(),
        others.stream().filter(policy -> engine.effect(policy) == Effect.NONE).toList(),
        others.stream().filter(policy -> engine.effect(policy) == Effect.EARLIER_FORM).toList(),
        others.stream().filter(policy -> policy.egress().unclearBlock() != null).toList(),
        List.of());
  }

  /** The same beside policies of other kinds. */
  NamespacePolicies beside(List<SelectorTerm> tighter) {
    return new NamespacePolicies(
        own, leaving, foreign, ownEgress, foreignEgress, ignored, earlier, unclear, tighter);
  }

  private static boolean hasEffect(Effect effect) {
    return effect == Effect.AS_WRITTEN || effect == Effect.UNCERTAIN;
  }

  /** Whether it has the operator's first name, belongs to another owner, and was handed over. */
  boolean isForAdoption(String name) {
    NetworkPolicy policy = foreign.get(name);
    return name.equals(PolicyNames.FIRST) && policy != null && Ownership.mayAdopt(policy);
  }

  /** All that take effect on egress. */
  List<PolicySnapshot> egress() {
    return Stream.concat(ownEgress.stream(), foreignEgress.stream()).toList();
  }

  /** All that take effect on egress, except those of the operator that are being deleted. */
  List<PolicySnapshot> stayingEgress() {
    Set<String> going =
        leaving.stream().map(policy -> policy.getMetadata().getName()).collect(Collectors.toSet());
    return Stream.concat(
            ownEgress.stream().filter(policy -> !going.contains(policy.name())),
            foreignEgress.stream())
        .toList();
  }

  private static Stream<PolicySnapshot> isolating(Collection<PolicySnapshot> policies) {
    return policies.stream().filter(policy -> policy.egress().isolates());
  }
}
