package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cache keeps of the DaemonSets in the namespaces of engines' agents. */
final class AgentPruning {

  private AgentPruning() {}

  /** Of one that is no agent nothing but the identity is kept. */
  static DaemonSet prune(DaemonSet daemonSet) {
    if (Marker.isOn(daemonSet)) {
      return daemonSet;
    }
    ObjectMeta from = daemonSet.getMetadata();
    DaemonSet kept = new DaemonSet();
    ObjectMeta metadata = EmptyModels.metadata();
    metadata.setName(from.getName());
    metadata.setNamespace(from.getNamespace());
    metadata.setResourceVersion(from.getResourceVersion());
    kept.setMetadata(metadata);
    if (EngineAgent.of(daemonSet).isPresent()) {
      metadata.setLabels(label(from));
      metadata.setGeneration(from.getGeneration());
      kept.setSpec(spec(daemonSet));
      kept.setStatus(status(daemonSet.getStatus()));
    }
    return kept;
  }

  private static Map<String, String> label(ObjectMeta from) {
    String value = from.getLabels() == null ? null : from.getLabels().get(AgentPod.LABEL);
    return AgentPod.CILIUM.equals(value) ? Map.of(AgentPod.LABEL, value) : Map.of();
  }

  /** The images: the tag of one is the version of the engine. */
  private static DaemonSetSpec spec(DaemonSet daemonSet) {
    PodSpec from = WorkloadKind.DAEMON_SET.podSpec(daemonSet);
    PodSpec kept = EmptyModels.podSpec();
    kept.setContainers(
        from == null
            ? List.of()
            : from.getContainers().stream().map(AgentPruning::container).toList());
    if (from != null
        && Boolean.TRUE.equals(from.getHostNetwork())
        && !label(daemonSet.getMetadata()).isEmpty()) {
      kept.setHostNetwork(true);
    }
    PodTemplateSpec template = new PodTemplateSpec();
    ObjectMeta labels = EmptyModels.metadata();
    labels.setLabels(AgentPod.versionLabels(WorkloadKind.DAEMON_SET.templateLabels(daemonSet)));
    template.setMetadata(labels);
    template.setSpec(kept);
    DaemonSetSpec spec = new DaemonSetSpec();
    spec.setTemplate(template);
    return spec;
  }

  private static Container container(Container from) {
    Container kept = new Container();
    kept.setImage(from.getImage());
    return kept;
  }

  private static DaemonSetStatus status(@Nullable DaemonSetStatus from) {
    DaemonSetStatus kept = new DaemonSetStatus();
    if (from != null) {
      kept.setDesiredNumberScheduled(from.getDesiredNumberScheduled());
      kept.setNumberReady(from.getNumberReady());
      kept.setObservedGeneration(from.getObservedGeneration());
      kept.setUpdatedNumberScheduled(from.getUpdatedNumberScheduled());
    }
    return kept;
  }
}
