package io.securitybaseline.controls.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.securitybaseline.controls.cluster.ComponentWatches.SensorPod;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.NodeSnapshots;
import io.securitybaseline.facts.PodSnapshots;
import io.securitybaseline.module.ResourceReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The components that AKS runs in the cluster, by their names.
 *
 * @param pods of each DaemonSet or Deployment that was found
 * @param nodesWithoutSensor the Linux nodes on which no pod of Defender's collector is ready
 */
record Components(SortedMap<String, ComponentPods> pods, List<String> nodesWithoutSensor) {

  private static final String LINUX = "linux";

  /** Nothing was found. */
  static final Components NONE = new Components(new TreeMap<>(), List.of());

  Components {
    nodesWithoutSensor = List.copyOf(nodesWithoutSensor);
  }

  static Components of(ResourceReader resources) {
    SortedMap<String, ComponentPods> pods = new TreeMap<>();
    resources
        .of(ComponentWatches.DAEMON_SETS)
        .forEach(object ->
            ComponentWatches.DAEMON_SET
                .of(object)
                .ifPresent(found -> pods.put(object.getMetadata().getName(), found)));
    resources
        .inNamespace(Deployment.class, ComponentNames.NAMESPACE)
        .forEach(object ->
            ComponentWatches.DEPLOYMENT
                .of(object)
                .ifPresent(found -> pods.put(object.getMetadata().getName(), found)));
    return new Components(
        pods, pods.containsKey(ComponentNames.SENSOR) ? nodesWithoutSensor(resources) : List.of());
  }

  /** AKS runs no DaemonSets on virtual nodes, and the sensor is for Linux only. */
  private static List<String> nodesWithoutSensor(ResourceReader resources) {
    Set<String> covered = new HashSet<>();
    for (Pod pod : resources.inNamespace(Pod.class, ComponentNames.NAMESPACE)) {
      if (ComponentWatches.SENSOR_POD.of(pod).filter(SensorPod::isReady).isPresent()
          && pod.getSpec() != null
          && pod.getSpec().getNodeName() != null
          && !PodSnapshots.isFinished(pod)) {
        covered.add(pod.getSpec().getNodeName());
      }
    }
    return resources
        .all(Node.class)
        .map(NodeSnapshots::of)
        .filter(node -> LINUX.equalsIgnoreCase(node.os()))
        .filter(node -> node.pool().kind() != NodePool.Kind.VIRTUAL)
        .map(NodeSnapshot::name)
        .filter(name -> !covered.contains(name))
        .sorted()
        .toList();
  }
}
