package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The DaemonSet of an engine's agents, with what its status counts. A DaemonSet without ready pods
 * enforces nothing, whatever its name is.
 *
 * @param name namespace and name, as {@code kube-system/cilium}
 * @param version the tag of the agent's image, which AKS sets to the engine's version, else a label
 *     of the agent that shows it; of the pod template or, where the agents' pods are read, the
 *     oldest of all. Empty if it is unknown
 * @param desired the number of nodes that are to run an agent
 * @param ready the number of nodes whose agent is ready
 * @param settled whether the version is known of all agents: those of all nodes are of the current
 *     pod template, or their pods are read
 */
public record EngineAgent(
    NetworkEngine engine, String name, String version, int desired, int ready, boolean settled) {

  private static final String KUBE_SYSTEM = "kube-system";

  /** The agent that the DaemonSet is, by its namespace and name, or labels; else empty. */
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

  /** The namespace of the agents. */
  public String namespace() {
    return name.substring(0, name.indexOf('/'));
  }

  /**
   * The same with the versions that run: the oldest of all agents counts, and of the template, from
   * which agents are replaced at any moment.
   *
   * @param versions of all agents, empty for one whose version is unknown
   */
  EngineAgent running(List<String> versions) {
    if (versions.isEmpty()) {
      return this;
    }
    List<String> all =
        Stream.concat(versions.stream(), Stream.of(version).filter(it -> !it.isEmpty())).toList();
    return new EngineAgent(engine, name, OldestVersion.of(all), desired, ready, true);
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
    return named
        .filter(engine -> kubeSystem || engine == NetworkEngine.CALICO)
        .or(() -> ofCilium(daemonSet));
  }

  /**
   * Cilium in any namespace and under any name: its chart labels the agents, and agents have the
   * network of their node.
   */
  private static Optional<NetworkEngine> ofCilium(DaemonSet daemonSet) {
    Map<String, String> labels = daemonSet.getMetadata().getLabels();
    PodSpec spec = WorkloadKind.DAEMON_SET.podSpec(daemonSet);
    return labels != null
            && AgentPod.CILIUM.equals(labels.get(AgentPod.LABEL))
            && spec != null
            && Boolean.TRUE.equals(spec.getHostNetwork())
        ? Optional.of(NetworkEngine.CILIUM)
        : Optional.empty();
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
    PodSpec spec = WorkloadKind.DAEMON_SET.podSpec(agent);
    List<Container> containers = spec == null ? List.of() : spec.getContainers();
    return containers.stream()
        .map(container -> ImageTag.of(container.getImage()))
        .filter(tag -> !tag.isEmpty())
        .findFirst()
        .orElseGet(() -> AgentPod.fromLabels(WorkloadKind.DAEMON_SET.templateLabels(agent)));
  }
}
