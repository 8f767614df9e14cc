package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.facts.AdmissionWatches;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.PolicyWatch;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Kind;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.stream.Stream;

/** What the control reads. */
public final class InstanceMetadataWatches {

  /** The one policy for all namespaces, where Cilium enforces policies. */
  static final Watch<?> CILIUM_POLICY =
      Watch.whole(
          Kind.generic("cilium.io", "v2", "CiliumClusterwideNetworkPolicy"),
          PolicyNames.FIRST,
          new Availability.WhileDefined(ClusterObservation.CILIUM_POLICY_CRD, "v2"));

  public static final List<Watch<?>> ALL =
      Stream.of(
              Stream.of(
                  NamespaceWatch.NAMESPACES,
                  PolicyWatch.comparing(PolicyNames::isName),
                  PodWatches.PODS),
              PodWatches.WORKLOADS.stream(),
              EngineWatches.ALL.stream(),
              Stream.of(PodWatches.AGENTS, PodWatches.STARTING, CiliumConfig.WATCH, CILIUM_POLICY),
              OtherKindWatches.ALL.stream(),
              AdmissionWatches.named(ProtectionControl.NAME).stream())
          .<Watch<?>>flatMap(watches -> watches)
          .toList();

  private InstanceMetadataWatches() {}
}
