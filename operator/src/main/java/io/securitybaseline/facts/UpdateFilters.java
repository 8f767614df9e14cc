package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.watch.Marker;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether an update changes anything that a control reads. Heartbeats, statuses and restarts are
 * most of a cluster's updates and must wake nobody. The object before is a pruned one, so only what
 * {@link Pruning} keeps may be compared.
 */
public final class UpdateFilters {

  private UpdateFilters() {}

  public static boolean ofNamespace(Namespace now, Namespace before) {
    return isMarked(now, before)
        || !sameIdentity(now, before)
        || !TigeraNamespaces.owners(now).equals(TigeraNamespaces.owners(before))
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp());
  }

  /**
   * Whether an update of a policy changes anything that is read.
   *
   * @param comparesSpec as for {@link Pruning#networkPolicies}
   */
  public static boolean ofNetworkPolicy(
      Predicate<String> comparesSpec, NetworkPolicy now, NetworkPolicy before) {
    if (isMarked(now, before)) {
      return true;
    }
    KeptPolicy read = KeptPolicy.of(now, comparesSpec);
    return !sameUid(now, before)
        || !OwnMarks.labels(now.getMetadata().getLabels()).equals(labels(before))
        || !read.egress().equals(PolicySnapshot.of(before).egress())
        || !Objects.equals(read.getSpec(), before.getSpec())
        || !OwnMarks.annotations(now.getMetadata().getAnnotations())
            .equals(before.getMetadata().getAnnotations())
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        || !Deletion.blockers(now).equals(Deletion.blockers(before));
  }

  public static boolean ofPod(Pod now, Pod before) {
    return isMarked(now, before)
        || !labels(now).equals(labels(before))
        || PodSnapshots.isFinished(now) != PodSnapshots.isFinished(before)
        || !Pruning.policedAlike(now.getSpec(), before.getSpec());
  }

  public static <T extends HasMetadata> boolean ofWorkload(WorkloadKind<T> kind, T now, T before) {
    return isMarked(now, before)
        || !labels(now).equals(labels(before))
        || !kind.templateLabels(now).equals(kind.templateLabels(before))
        || !Pruning.policedAlike(kind.podSpec(now), kind.podSpec(before));
  }

  /** Of DaemonSets in the namespaces of engines' agents. */
  public static boolean ofAgent(DaemonSet now, DaemonSet before) {
    Optional<EngineAgent> agent = EngineAgent.of(now);
    return agent.isPresent()
        && EngineAgent.differ(agent.get(), EngineAgent.of(before).orElseThrow());
  }

  public static boolean ofNode(Node now, Node before) {
    return NodePruning.differ(now, before);
  }

  /**
   * Whether an update of a node is a heartbeat and no more, so that the cached one may stay: nearly
   * all of them are.
   */
  public static boolean isHeartbeat(Node now, Node before) {
    return !NodePruning.differ(now, before) && NodePruning.beatsAlike(now, before);
  }

  private static boolean sameIdentity(HasMetadata now, HasMetadata before) {
    return sameUid(now, before) && labels(now).equals(labels(before));
  }

  private static boolean sameUid(HasMetadata now, HasMetadata before) {
    return Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid());
  }

  /** Of a marker nothing is kept that could be compared. */
  static boolean isMarked(HasMetadata now, HasMetadata before) {
    return Marker.isOn(now) || Marker.isOn(before);
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }
}
