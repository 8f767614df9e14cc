package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.facts.AdmissionWatches;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.NamespacePlacement;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.NodeWatches;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.PolicyWatch;
import io.securitybaseline.facts.ServiceAccountWatch;
import io.securitybaseline.facts.UsageDigests;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeRequest;
import io.securitybaseline.facts.usage.PodUsage;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Digest;
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
                  NamespaceWatch.NAMESPACES
                      .with(NamespacePlacement.DIGEST)
                      .with(ProbeRequest.DIGEST),
                  PolicyWatch.comparing(PolicyNames::isName),
                  PodWatches.PODS.with(UsageDigests.PODS),
                  ServiceAccountWatch.ACCOUNTS),
              PodWatches.WORKLOADS.stream().map(InstanceMetadataWatches::withUsage),
              EngineWatches.ALL.stream(),
              Stream.of(
                  PodWatches.AGENTS,
                  PodWatches.STARTING,
                  CiliumConfig.WATCH,
                  CILIUM_POLICY,
                  NodeWatches.POOLS,
                  ProbePods.WATCH),
              OtherKindWatches.ALL.stream(),
              AdmissionWatches.named(ProtectionControl.NAME).stream())
          .<Watch<?>>flatMap(watches -> watches)
          .toList();

  private InstanceMetadataWatches() {}

  private static <T extends HasMetadata> Watch<T> withUsage(Watch<T> watch) {
    return WorkloadKind.ALL.stream()
        .filter(kind -> watch.isOf(kind.type()))
        .map(kind -> {
          @SuppressWarnings("unchecked") // of the same class
          Digest<T, PodUsage> digest = (Digest<T, PodUsage>) UsageDigests.of(kind);
          return watch.with(digest);
        })
        .findFirst()
        .orElseThrow();
  }
}
