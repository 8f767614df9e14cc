package io.securitybaseline.facts;

import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;

/**
 * One namespace with everything that a namespaced control evaluates.
 *
 * @param uid distinguishes a namespace from a later one with the same name
 * @param policies all NetworkPolicies in it, including the operator's
 * @param pods the pods that run or will run; finished ones are left out
 * @param templates the pod templates of its workloads, evaluated when there are no pods
 * @param placement on which nodes its pods may run
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
    NamespacePlacement placement,
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
    this(
        name,
        uid,
        labels,
        policies,
        pods,
        templates,
        cluster,
        NamespacePlacement.ANYWHERE,
        List.of());
  }

  /** Whether an object of the kind is among what is not known. */
  public boolean withholds(String kind) {
    return withheld.stream().anyMatch(marker -> marker.kind().equals(kind));
  }
}
