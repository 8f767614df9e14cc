package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Interner;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Keeping;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the caches keep of each kind. At ten thousand namespaces the rest (managed fields, container
 * specs, statuses) is most of an object and none of it is read.
 */
public final class Pruning {

  /** The largest policy that namespaces have alike, with 34 blocks, takes 13 KB. */
  private static final long LARGEST_SHARED_SPEC = 16 * 1024;

  /** Bytes of texts that are kept of an object; a hundred labels of ordinary length are 20 KB. */
  static final long MOST_TEXT = 64 << 10;

  private final Interner shared;
  private final Interner names;
  private final NodePruning nodes = new NodePruning();

  /** With nothing shared yet. */
  public Pruning() {
    this(Interners.create());
  }

  /**
   * @param interners what the kept objects share
   */
  public Pruning(Interners interners) {
    this.shared = interners.values();
    this.names = interners.names();
  }

  /**
   * A namespace: its identity, labels and whether it is being deleted; of the Tigera operator's
   * also who owns it.
   */
  public Keeping<Namespace> namespaces() {
    return new Keeping<>(
        namespace -> {
          ObjectMeta metadata = identity(namespace);
          metadata.setUid(namespace.getMetadata().getUid());
          metadata.setDeletionTimestamp(namespace.getMetadata().getDeletionTimestamp());
          metadata.setOwnerReferences(TigeraNamespaces.evidence(namespace));
          return namespace(metadata);
        },
        Pruning::identitySize,
        MOST_TEXT,
        Pruning::namespace);
  }

  private static Namespace namespace(ObjectMeta metadata) {
    Namespace kept = new Namespace();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  /**
   * A policy: its identity, the operator's marks, what the rules read of its spec; equal ones once.
   *
   * @param comparesSpec whether the spec of policies of this name is compared with another
   */
  public Keeping<NetworkPolicy> networkPolicies(Predicate<String> comparesSpec) {
    return new Keeping<>(
        policy -> {
          KeptPolicy read = KeptPolicy.of(policy, comparesSpec);
          KeptPolicy kept =
              new KeptPolicy(
                  shared.shared(read.egress(), read.egress().bytes()), KeptPolicy.peers(read));
          ObjectMeta metadata = bare(policy);
          metadata.setUid(policy.getMetadata().getUid());
          metadata.setDeletionTimestamp(policy.getMetadata().getDeletionTimestamp());
          metadata.setGeneration(PolicySnapshot.isEdited(policy) ? 2L : 1L);
          metadata.setLabels(shared.shared(OwnMarks.labels(policy.getMetadata().getLabels())));
          metadata.setAnnotations(
              shared.shared(OwnMarks.annotations(policy.getMetadata().getAnnotations())));
          metadata.setFinalizers(Deletion.blockers(policy));
          kept.setMetadata(metadata);
          if (read.getSpec() != null) {
            boolean alike = KeptSpec.bytes(read.getSpec()) <= LARGEST_SHARED_SPEC;
            kept.setSpec(alike ? shared.shared(read.getSpec()) : read.getSpec());
          }
          return kept;
        },
        policy ->
            Footprint.of(policy.getMetadata().getName())
                + Footprint.ofTexts(Deletion.blockers(policy))
                + KeptPolicy.of(policy, comparesSpec).bytes(),
        Long.MAX_VALUE,
        Pruning::networkPolicy);
  }

  private static NetworkPolicy networkPolicy(ObjectMeta metadata) {
    NetworkPolicy kept = new NetworkPolicy();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  /** A pod: its name, the fields that decide how its network is policed, and its phase. */
  public Keeping<Pod> pods() {
    return new Keeping<>(
        pod -> {
          Pod kept = pod(AddressCarrier.mark(identity(pod), pod));
          kept.setSpec(podSpec(pod));
          if (pod.getStatus() != null && PodSnapshots.isFinished(pod)) {
            PodStatus status = new PodStatus();
            status.setPhase(pod.getStatus().getPhase());
            kept.setStatus(shared.shared(status));
          }
          return kept;
        },
        Pruning::identitySize,
        MOST_TEXT,
        Pruning::pod);
  }

  private static Pod pod(ObjectMeta metadata) {
    Pod kept = new Pod();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  /** A workload: its name and, of its pod template, what is kept of a pod that has no node yet. */
  public <T extends HasMetadata> Keeping<T> workloads(WorkloadKind<T> kind) {
    return new Keeping<>(
        workload ->
            kind.rebuild(
                bare(workload),
                labels(kind.templateLabels(workload)),
                podSpec(kind.podSpec(workload), false)),
        workload ->
            Footprint.of(workload.getMetadata().getName())
                + Footprint.of(kind.templateLabels(workload)),
        MOST_TEXT,
        metadata -> kind.rebuild(metadata, Map.of(), null));
  }

  /**
   * A node: its identity and what determines its IP families, its image and its need of a reboot.
   */
  public UnaryOperator<Node> nodes() {
    return nodes::prune;
  }

  /** A definition: its identity and which versions are served; schemas can be a megabyte. */
  public UnaryOperator<CustomResourceDefinition> customResourceDefinitions() {
    return crd -> {
      CustomResourceDefinition kept = new CustomResourceDefinition();
      kept.setMetadata(bare(crd));
      kept.setSpec(spec(ClusterObservation.servedVersions(crd)));
      kept.setStatus(new CustomResourceDefinitionStatus());
      kept.getStatus().setConditions(ClusterObservation.established(crd));
      return kept;
    };
  }

  private static @Nullable CustomResourceDefinitionSpec spec(List<String> servedVersions) {
    CustomResourceDefinitionSpec kept = new CustomResourceDefinitionSpec();
    kept.setVersions(servedVersions.stream().map(Pruning::servedVersion).toList());
    return servedVersions.isEmpty() ? null : kept;
  }

  private static CustomResourceDefinitionVersion servedVersion(String name) {
    CustomResourceDefinitionVersion version = new CustomResourceDefinitionVersion();
    version.setName(name);
    version.setServed(true);
    return version;
  }

  /** What every kind keeps, and the labels. */
  private ObjectMeta identity(HasMetadata object) {
    ObjectMeta kept = bare(object);
    kept.setLabels(labels(object.getMetadata().getLabels()));
    return kept;
  }

  private static long identitySize(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return Footprint.of(metadata.getName()) + Footprint.of(metadata.getLabels());
  }

  /** What every kind keeps; the version is what the informer's index holds anyway. */
  private ObjectMeta bare(HasMetadata object) {
    ObjectMeta from = object.getMetadata();
    ObjectMeta kept = EmptyModels.metadata();
    kept.setName(from.getName());
    if (from.getNamespace() != null) {
      kept.setNamespace(names.shared(from.getNamespace()));
    }
    kept.setResourceVersion(from.getResourceVersion());
    return kept;
  }

  Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null || labels.isEmpty()
        ? Map.of()
        : shared.shared(Map.copyOf(labels), Footprint.of(labels));
  }

  /** Of an engine's agent also what shows its version. */
  private @Nullable PodSpec podSpec(Pod pod) {
    PodSpec kept = policing(pod.getSpec(), true);
    if (kept != null) {
      kept.setContainers(AgentPod.kept(pod));
    }
    return kept == null ? null : shared.shared(kept);
  }

  private @Nullable PodSpec podSpec(@Nullable PodSpec from, boolean isScheduled) {
    PodSpec kept = policing(from, isScheduled);
    return kept == null ? null : shared.shared(kept);
  }

  /** The fields of a pod spec that decide how the pod's network is policed, and no others. */
  private static @Nullable PodSpec policing(@Nullable PodSpec from, boolean isScheduled) {
    if (from == null) {
      return null;
    }
    PodSpec kept = EmptyModels.podSpec();
    kept.setHostNetwork(Boolean.TRUE.equals(from.getHostNetwork()) ? true : null);
    kept.setNodeName(isScheduled ? from.getNodeName() : null);
    kept.setOs(from.getOs());
    kept.setNodeSelector(NodeSelection.of(from).kept());
    return kept;
  }
}
