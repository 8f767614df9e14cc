package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.otherkinds.AddressHolder;
import io.securitybaseline.facts.otherkinds.CiliumClusterwide;
import io.securitybaseline.facts.otherkinds.NetworkSetObject;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.facts.otherkinds.OtherObjects;
import io.securitybaseline.facts.otherkinds.OtherObjects.TierObject;
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.facts.otherkinds.OtherTier;
import io.securitybaseline.facts.otherkinds.PolicyObject;
import io.securitybaseline.facts.watch.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads policies of other kinds than NetworkPolicy, from informers or from lists. */
public final class OtherKindFacts {

  private static final List<Class<? extends HasMetadata>> CALICO =
      List.of(
          OtherObjects.CalicoGlobal.class,
          OtherObjects.Tier.class,
          OtherObjects.NetworkSet.class,
          OtherObjects.GlobalNetworkSet.class);

  private static final List<Class<? extends HasMetadata>> CALICO_AS_V3 =
      List.of(
          OtherObjects.CalicoGlobalV3.class,
          OtherObjects.TierV3.class,
          OtherObjects.NetworkSetV3.class,
          OtherObjects.GlobalNetworkSetV3.class);

  private static final List<Class<? extends HasMetadata>> OTHERS =
      List.of(
          CiliumClusterwide.class,
          OtherObjects.Cluster.class,
          OtherObjects.Admin.class,
          OtherObjects.BaselineAdmin.class);

  private OtherKindFacts() {}

  /**
   * What concerns every namespace.
   *
   * @param served names of the definitions of kinds that are served
   */
  public static OtherKinds ofCluster(ResourceReader resources, Set<String> served) {
    boolean v3 = OtherKinds.definesCalicoV3(served);
    List<HasMetadata> objects =
        Stream.concat((v3 ? CALICO_AS_V3 : CALICO).stream(), OTHERS.stream())
            .<HasMetadata>flatMap(resources::all)
            .toList();
    List<OtherTier> tiers = of(TierObject.class, objects).map(TierObject::facts).toList();
    List<AddressHolder> holders =
        Stream.concat(
                of(NetworkSetObject.class, objects).flatMap(set -> set.holder().stream()),
                resources
                    .of(PodWatches.STARTING)
                    .filter(PodWatches.STARTING.selection()::includes)
                    .map(OtherKindFacts::carrier))
            .toList();
    Set<String> definitions =
        served.stream()
            .filter(OtherKindWatches.DEFINITIONS::contains)
            .collect(Collectors.toUnmodifiableSet());
    return OtherKinds.of(definitions, of(PolicyObject.class, objects).toList(), tiers, holders);
  }

  private static AddressHolder carrier(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    AddressHolder carrier =
        AddressHolder.pod(
            metadata.getNamespace(),
            metadata.getName(),
            Objects.requireNonNullElse(metadata.getLabels(), Map.of()));
    return Marker.isOn(pod) ? carrier.unread() : carrier;
  }

  private static <T> Stream<T> of(Class<T> type, List<HasMetadata> objects) {
    return objects.stream().filter(type::isInstance).map(type::cast);
  }

  /** The policies in a namespace. */
  public static List<OtherPolicy> ofNamespace(
      ResourceReader resources, OtherKinds cluster, String namespace) {
    List<? extends PolicyObject> calico =
        cluster.usesCalicoV3()
            ? resources.inNamespace(OtherObjects.CalicoV3.class, namespace)
            : resources.inNamespace(OtherObjects.Calico.class, namespace);
    List<OtherPolicy> policies = new ArrayList<>();
    calico.forEach(object -> policies.addAll(object.policies()));
    resources
        .inNamespace(OtherObjects.Cilium.class, namespace)
        .forEach(object -> policies.addAll(object.policies()));
    return policies;
  }
}
