package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.NodeWatches;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the control reads. */
final class PodSecurityWatches {

  private static final long PAGE = 500;

  /** Bytes of texts that are kept of an object. */
  private static final long MOST_TEXT = 64 << 10;

  /** Those of Deployments have no verdict of their own, and only name their owner. */
  private static final Watch<ReplicaSet> REPLICA_SETS =
      Watch.of(
              ReplicaSet.class,
              Concern.NAMESPACE,
              List.of(),
              Form.<ReplicaSet>reduced(interners -> bare(interners, PodSecurityWatches::replicaSet))
                  .largeOnReading())
          .paged(PAGE)
          .budgeted()
          .with(Owner.digest())
          .with(Templates.REPLICA_SETS);

  private static final Watch<Job> JOBS =
      Watch.of(
              Job.class,
              Concern.NAMESPACE,
              List.of(),
              Form.<Job>reduced(interners -> bare(interners, PodSecurityWatches::job))
                  .largeOnReading())
          .paged(PAGE)
          .budgeted()
          .with(Owner.digest())
          .with(Templates.JOBS)
          .with(Templates.FINISHED_JOBS);

  static final List<Watch<?>> ALL = all();

  private PodSecurityWatches() {}

  private static List<Watch<?>> all() {
    List<Watch<?>> watches = new ArrayList<>();
    watches.add(NamespaceWatch.NAMESPACES.with(LabelRecord.DIGEST));
    watches.add(PodWatches.PODS.with(Owner.digest()).with(Templates.PODS));
    PodWatches.WORKLOADS.forEach(watch -> watches.add(withVerdict(watch)));
    watches.add(REPLICA_SETS);
    watches.add(JOBS);
    watches.add(NodeWatches.SYSTEMS);
    return List.copyOf(watches);
  }

  private static <T extends HasMetadata> Watch<T> withVerdict(Watch<T> watch) {
    return WorkloadKind.ALL.stream()
        .filter(kind -> watch.isOf(kind.type()))
        .map(kind -> {
          @SuppressWarnings("unchecked") // of the same class
          Digest<T, PodVerdict> digest = (Digest<T, PodVerdict>) Templates.of(kind);
          return watch.with(digest);
        })
        .findFirst()
        .orElseThrow();
  }

  private static <T extends HasMetadata> Keeping<T> bare(
      Interners interners, Function<ObjectMeta, T> create) {
    return new Keeping<>(
        object -> {
          ObjectMeta kept = EmptyModels.metadata();
          kept.setName(object.getMetadata().getName());
          kept.setNamespace(interners.names().shared(object.getMetadata().getNamespace()));
          kept.setResourceVersion(object.getMetadata().getResourceVersion());
          return create.apply(kept);
        },
        object -> Footprint.of(object.getMetadata().getName()),
        MOST_TEXT,
        create);
  }

  private static ReplicaSet replicaSet(ObjectMeta metadata) {
    ReplicaSet kept = new ReplicaSet();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static Job job(ObjectMeta metadata) {
    Job kept = new Job();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }
}
