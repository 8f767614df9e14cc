package io.securitybaseline.controls.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is read of components that AKS runs in the cluster. */
final class ComponentWatches {

  private static final long BYTES = 24;

  /** The pods of a DaemonSet of a component. */
  static final Digest<DaemonSet, ComponentPods> DAEMON_SET =
      new Digest<>(
          "component",
          ComponentPods.class,
          List.of("status.desiredNumberScheduled", "status.numberReady"),
          ComponentWatches::pods,
          _ -> BYTES);

  /** The pods of a Deployment of a component. */
  static final Digest<Deployment, ComponentPods> DEPLOYMENT =
      new Digest<>(
          "component",
          ComponentPods.class,
          List.of("status.replicas", "status.readyReplicas"),
          ComponentWatches::pods,
          _ -> BYTES);

  /** Whether a pod of Defender's collector is ready; of other pods nothing is read. */
  static final Digest<Pod, SensorPod> SENSOR_POD =
      new Digest<>(
          "sensor",
          SensorPod.class,
          List.of("status.conditions.type", "status.conditions.status"),
          ComponentWatches::sensor,
          _ -> BYTES);

  static final Watch<DaemonSet> DAEMON_SETS =
      EngineWatches.AGENTS.stream()
          .filter(watch ->
              watch.selection().equals(new Selection.InNamespace(ComponentNames.NAMESPACE)))
          .findFirst()
          .orElseThrow()
          .with(DAEMON_SET);

  static final Watch<Deployment> DEPLOYMENTS = deployments().with(DEPLOYMENT);

  static final Watch<Pod> PODS = PodWatches.PODS.with(SENSOR_POD);

  /** A pod of Defender's collector. */
  record SensorPod(boolean isReady) {}

  private ComponentWatches() {}

  @SuppressWarnings("unchecked") // of the kind
  private static Watch<Deployment> deployments() {
    return (Watch<Deployment>)
        PodWatches.WORKLOADS.stream()
            .filter(watch -> watch.isOf(Deployment.class))
            .findFirst()
            .orElseThrow();
  }

  private static @Nullable SensorPod sensor(Pod pod) {
    return ComponentNames.NAMESPACE.equals(pod.getMetadata().getNamespace())
            && pod.getMetadata().getName().startsWith(ComponentNames.SENSOR + "-")
        ? new SensorPod(isReady(pod.getStatus()))
        : null;
  }

  private static boolean isReady(@Nullable PodStatus status) {
    return status != null
        && status.getConditions() != null
        && status.getConditions().stream()
            .filter(condition -> "Ready".equals(condition.getType()))
            .anyMatch(condition -> "True".equals(condition.getStatus()));
  }

  private static @Nullable ComponentPods pods(DaemonSet object) {
    DaemonSetStatus status = object.getStatus();
    return isOne(object, ComponentNames.DEFENDER)
        ? new ComponentPods(
            count(status == null ? null : status.getDesiredNumberScheduled()),
            count(status == null ? null : status.getNumberReady()))
        : null;
  }

  private static @Nullable ComponentPods pods(Deployment object) {
    DeploymentStatus status = object.getStatus();
    return isOne(object, ComponentNames.AZURE_POLICY)
            || isOne(object, ComponentNames.WORKLOAD_IDENTITY)
        ? new ComponentPods(
            count(status == null ? null : status.getReplicas()),
            count(status == null ? null : status.getReadyReplicas()))
        : null;
  }

  private static boolean isOne(HasMetadata object, Set<String> names) {
    return ComponentNames.NAMESPACE.equals(object.getMetadata().getNamespace())
        && names.contains(object.getMetadata().getName());
  }

  private static int count(@Nullable Integer count) {
    return Objects.requireNonNullElse(count, 0);
  }
}
