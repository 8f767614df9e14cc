package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Objects;
import java.util.Optional;

/**
 * The DaemonSet of an engine's agents, with what its status counts. A DaemonSet without ready pods
 * enforces nothing, whatever its name is.
 *
 * @param name namespace and name, as {@code kube-system/cilium}
 * @param version the tag of the agent's image in the pod template, which AKS sets to the engine's
 *     version; empty if the image has no tag
 * @param desired the number of nodes that are to run an agent
 * @param ready the number of nodes whose agent is ready
 * @param settled whether the agents of all nodes are of the current pod template, so that the
 *     version is that of all of them
 */
public record EngineAgent(
    NetworkEngine engine, String name, String version, int desired, int ready, boolean settled) {

  private static final String KUBE_SYSTEM = "kube-system";

  /** The agent that the DaemonSet is, by its namespace and name; empty for any other. */
  public static Optional<EngineAgent> of(DaemonSet daemonSet) {
    return engine(daemonSet)
        .map(engine -> {
          DaemonSetStatus status =
              Objects.requireNonNullElseGet(daemonSet.getStatus(), DaemonSetStatus::new);
          int desired = count(status.getDesiredNumberScheduled());
          return new EngineAgent(
              engine,
              daemonSet.getMetadata().getNamespace() + "/" + daemonSet.getMetadata().getName(),
              version(daemonSet),
              desired,
              count(status.getNumberReady()),
              isObserved(daemonSet, status)
                  && count(status.getUpdatedNumberScheduled()) >= desired);
        });
  }

  /** Whether most of the nodes that are to run an agent have a ready one. */
  public boolean isReadyOnMostNodes() {
    return desired > 0 && 2L * ready > desired;
  }

  /**
   * Whether an update changes anything that a decision depends on. During a rollout or while nodes
   * come and go, the counts change all the time, and nearly never what follows from them.
   */
  static boolean differ(EngineAgent now, EngineAgent before) {
    return !now.version.equals(before.version)
        || now.settled != before.settled
        || now.isReadyOnMostNodes() != before.isReadyOnMostNodes()
        || (now.ready == 0) != (before.ready == 0)
        || (now.desired == 0) != (before.desired == 0);
  }

  private static Optional<NetworkEngine> engine(DaemonSet daemonSet) {
    Optional<NetworkEngine> named =
        switch (daemonSet.getMetadata().getName()) {
          case "azure-npm" -> Optional.of(NetworkEngine.AZURE_NPM);
          case "calico-node" -> Optional.of(NetworkEngine.CALICO);
          case "cilium" -> Optional.of(NetworkEngine.CILIUM);
          default -> Optional.empty();
        };
    // Only Calico has a namespace of its own on AKS.
    boolean kubeSystem = KUBE_SYSTEM.equals(daemonSet.getMetadata().getNamespace());
    return named.filter(engine -> kubeSystem || engine == NetworkEngine.CALICO);
  }

  private static boolean isObserved(DaemonSet daemonSet, DaemonSetStatus status) {
    Long generation = daemonSet.getMetadata().getGeneration();
    return generation == null
        || Objects.requireNonNullElse(status.getObservedGeneration(), 0L) >= generation;
  }

  private static int count(Integer count) {
    return Objects.requireNonNullElse(count, 0);
  }

  private static String version(DaemonSet agent) {
    if (agent.getSpec() == null
        || agent.getSpec().getTemplate() == null
        || agent.getSpec().getTemplate().getSpec() == null) {
      return "";
    }
    return agent.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(container -> Objects.requireNonNullElse(container.getImage(), ""))
        .map(EngineAgent::tag)
        .filter(tag -> !tag.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String tag(String image) {
    String withoutDigest = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = withoutDigest.lastIndexOf(':');
    return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.substring(colon + 1) : "";
  }
}
