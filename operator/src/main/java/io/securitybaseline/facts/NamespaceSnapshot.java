package io.securitybaseline.facts;

import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;

/**
 * One namespace as it stands: everything a namespaced control may look at.
 *
 * @param uid tells a namespace from its successor of the same name
 * @param policies all NetworkPolicies in it, ours among them
 * @param pods the pods that run or will run; finished ones are left out
 * @param templates what its workloads would start, looked at when there are no pods
 * @param withheld what should be among all these and is not known; the namespace itself may be
 */
public record NamespaceSnapshot(
    String name,
    String uid,
    Map<String, String> labels,
    List<PolicySnapshot> policies,
    List<PodSnapshot> pods,
    List<PodSnapshot> templates,
    ClusterSnapshot cluster,
    List<Marker> withheld) {

  public NamespaceSnapshot {
    labels = Map.copyOf(labels);
    policies = List.copyOf(policies);
    pods = List.copyOf(pods);
    templates = List.copyOf(templates);
    withheld = List.copyOf(withheld);
  }

  /** A namespace of which everything is known. */
  public NamespaceSnapshot(
      String name,
      String uid,
      Map<String, String> labels,
      List<PolicySnapshot> policies,
      List<PodSnapshot> pods,
      List<PodSnapshot> templates,
      ClusterSnapshot cluster) {
    this(name, uid, labels, policies, pods, templates, cluster, List.of());
  }

  /** Whether an object of the kind is among what is not known. */
  public boolean withholds(String kind) {
    return withheld.stream().anyMatch(marker -> marker.kind().equals(kind));
  }
}
