package io.securitybaseline.facts.otherkinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.securitybaseline.facts.otherkinds.OtherObjects.Admin;
import io.securitybaseline.facts.otherkinds.OtherObjects.BaselineAdmin;
import io.securitybaseline.facts.otherkinds.OtherObjects.Calico;
import io.securitybaseline.facts.otherkinds.OtherObjects.CalicoGlobal;
import io.securitybaseline.facts.otherkinds.OtherObjects.CalicoGlobalV3;
import io.securitybaseline.facts.otherkinds.OtherObjects.CalicoV3;
import io.securitybaseline.facts.otherkinds.OtherObjects.Cilium;
import io.securitybaseline.facts.otherkinds.OtherObjects.Cluster;
import io.securitybaseline.facts.otherkinds.OtherObjects.GlobalNetworkSet;
import io.securitybaseline.facts.otherkinds.OtherObjects.GlobalNetworkSetV3;
import io.securitybaseline.facts.otherkinds.OtherObjects.NetworkSet;
import io.securitybaseline.facts.otherkinds.OtherObjects.NetworkSetV3;
import io.securitybaseline.facts.otherkinds.OtherObjects.Tier;
import io.securitybaseline.facts.otherkinds.OtherObjects.TierV3;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Kind;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is read of policies of other kinds, while they are served. */
public final class OtherKindWatches {

  private static final long PAGE = 500;

  /** Bytes that one object may take. */
  private static final long MOST = 256 << 10;

  /** All of them; a version of a kind for each that may be served. */
  public static final List<Watch<?>> ALL =
      List.of(
          of(CalicoGlobal.class, CalicoGlobal::new),
          of(Calico.class, Calico::new),
          of(Tier.class, Tier::new),
          of(NetworkSet.class, NetworkSet::new),
          of(GlobalNetworkSet.class, GlobalNetworkSet::new),
          of(CalicoGlobalV3.class, CalicoGlobalV3::new),
          of(CalicoV3.class, CalicoV3::new),
          of(TierV3.class, TierV3::new),
          of(NetworkSetV3.class, NetworkSetV3::new),
          of(GlobalNetworkSetV3.class, GlobalNetworkSetV3::new),
          of(Cilium.class, Cilium::new),
          CiliumClusterwide.WATCH,
          of(Cluster.class, Cluster::new),
          of(Admin.class, Admin::new),
          of(BaselineAdmin.class, BaselineAdmin::new));

  /** The definitions that the kinds are served by. */
  public static final List<String> DEFINITIONS =
      ALL.stream()
          .flatMap(watch -> watch.availability().definitions().stream())
          .map(Availability.WhileDefined::definition)
          .toList();

  /** Where Calico keeps its data: its policies are in one of two groups. */
  public static final Availability CALICO =
      new Availability.WhileAnyDefined(
          ALL.stream()
              .filter(watch ->
                  Stream.of(CalicoGlobal.class, Calico.class, CalicoGlobalV3.class, CalicoV3.class)
                      .anyMatch(watch::isOf))
              .flatMap(watch -> watch.availability().definitions().stream())
              .toList());

  private OtherKindWatches() {}

  private static <F, T extends OtherObject<F>> Watch<T> of(Class<T> type, Supplier<T> empty) {
    Kind<T> kind = Kind.of(type);
    boolean inNamespaces =
        Namespaced.class.isAssignableFrom(type) && OtherPolicyObject.class.isAssignableFrom(type);
    return new Watch<>(
        kind,
        new Selection.All(),
        new Availability.WhileDefined(
            HasMetadata.getPlural(type) + "." + kind.group(), kind.version()),
        inNamespaces ? Concern.NAMESPACE : Concern.CLUSTER,
        List.of(Field.of(Field.WHOLE, OtherObject::facts)),
        Form.<T>reduced(_ -> keeping(empty))
            .onReading(object -> {
              object.reduce();
              return object;
            }),
        List.of(),
        PAGE,
        Namespaced.class.isAssignableFrom(type));
  }

  private static <F, T extends OtherObject<F>> Keeping<T> keeping(Supplier<T> empty) {
    return new Keeping<>(
        object -> {
          T kept = empty.get();
          kept.setMetadata(KeptIdentity.of(object.getMetadata()));
          kept.reduceTo(object.facts());
          return kept;
        },
        object -> Footprint.of(object.getMetadata().getName()) + object.bytes(object.facts()),
        MOST,
        metadata -> {
          T marker = empty.get();
          marker.setMetadata(metadata);
          return marker;
        });
  }
}
