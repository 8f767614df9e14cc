package io.securitybaseline.testing;

import static io.securitybaseline.testing.RetryOnConflict.editStatus;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;

/**
 * The DaemonSet of an engine's agents in a cluster without nodes: its status is what Kubernetes'
 * controller would write.
 */
public final class LiveAgents {

  private final TestCluster cluster;
  private final String namespace;
  private final String name;

  public LiveAgents(TestCluster cluster, String namespace, String name) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.name = name;
  }

  /** Creates the DaemonSet, or gives it another image. */
  public LiveAgents withImage(String image) {
    return apply(image, false);
  }

  /** The same as users install Cilium: with its label and its node's network. */
  public LiveAgents onHostNetwork(String image) {
    return apply(image, true);
  }

  private LiveAgents apply(String image, boolean hostNetwork) {
    cluster.apply(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: %1$s, namespace: %2$s, labels: {k8s-app: %1$s}}
        spec:
          selector: {matchLabels: {k8s-app: %1$s}}
          template:
            metadata: {labels: {k8s-app: %1$s}}
            spec:
              hostNetwork: %4$s
              containers: [{name: agent, image: "%3$s"}]
        """
            .formatted(name, namespace, image, hostNetwork));
    return this;
  }

  /** Says that so many of the nodes that are to run an agent have a ready one, all of one image. */
  public void ready(int ready, int desired) {
    updated(ready, desired, desired);
  }

  /** The same during a rollout. */
  public void updated(int ready, int updated, int desired) {
    editStatus(
        resource(),
        daemonSet ->
            daemonSet.setStatus(
                new DaemonSetStatusBuilder()
                    .withObservedGeneration(daemonSet.getMetadata().getGeneration())
                    .withDesiredNumberScheduled(desired)
                    .withCurrentNumberScheduled(desired)
                    .withUpdatedNumberScheduled(updated)
                    .withNumberReady(ready)
                    .withNumberMisscheduled(0)
                    .build()));
  }

  public void delete() {
    resource().delete();
  }

  private Resource<DaemonSet> resource() {
    return cluster.client().apps().daemonSets().inNamespace(namespace).withName(name);
  }
}
