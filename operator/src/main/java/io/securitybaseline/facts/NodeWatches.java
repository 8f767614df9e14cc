package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of nodes; one cache keeps all of it. */
public final class NodeWatches {

  /** A node has some 20 KiB, most of it the names of its images. */
  private static final long PAGE = 100;

  private static final Form<Node> FORM =
      Form.<Node>reduced(interners -> new Pruning(interners).nodes())
          .staying(NodePruning::beatsAlike);

  private static final Field<Node> OS = label(OsLabel.NAME);
  private static final Field<Node> POOL = label(NodeSnapshots.AGENT_POOL);

  /** The operating system, the pool and the IP families of nodes. */
  public static final Watch<Node> SYSTEMS =
      nodes(
          List.of(
              OS,
              POOL,
              Field.of(
                  List.of("spec.podCIDRs", "status.addresses.type", "status.addresses.address"),
                  ClusterObservation::hasIpv6)));

  private static final List<Field<Node>> LABELS =
      NodeSnapshots.LABELS.stream().map(NodeWatches::labelOnce).toList();

  /** The pools of nodes with their images and architectures. */
  public static final Watch<Node> POOLS = nodes(LABELS);

  /** The pools of nodes, their images, and whether they need a reboot. */
  public static final Watch<Node> UPDATES =
      nodes(
          Stream.of(
                  Stream.of(
                      Field.<Node>uid(), Field.of("spec.taints.key", NodeSnapshots::isVirtual)),
                  LABELS.stream(),
                  NodeSnapshots.ANNOTATIONS.stream().map(NodeWatches::annotation),
                  Stream.of(
                      info("kernelVersion", NodeSystemInfo::getKernelVersion),
                      info("kubeletVersion", NodeSystemInfo::getKubeletVersion),
                      info("operatingSystem", NodeSystemInfo::getOperatingSystem),
                      info("osImage", NodeSystemInfo::getOsImage),
                      reboot("type", NodeCondition::getType),
                      reboot("status", NodeCondition::getStatus),
                      reboot("message", NodeCondition::getMessage),
                      reboot("lastTransitionTime", NodeCondition::getLastTransitionTime),
                      reboot("lastHeartbeatTime", NodeCondition::getLastHeartbeatTime).quiet()))
              .flatMap(fields -> fields)
              .toList());

  private NodeWatches() {}

  private static Watch<Node> nodes(List<Field<Node>> fields) {
    return Watch.of(Node.class, Concern.CLUSTER, fields, FORM).paged(PAGE);
  }

  /** The same field for both watches, which are one. */
  private static Field<Node> labelOnce(String name) {
    return switch (name) {
      case OsLabel.NAME -> OS;
      case NodeSnapshots.AGENT_POOL -> POOL;
      default -> label(name);
    };
  }

  private static Field<Node> label(String name) {
    return Field.of(
        "metadata.labels[" + name + "]", node -> text(node.getMetadata().getLabels(), name));
  }

  private static Field<Node> annotation(String name) {
    return Field.of(
        "metadata.annotations[" + name + "]",
        node -> text(node.getMetadata().getAnnotations(), name));
  }

  private static @Nullable String text(@Nullable Map<String, String> texts, String name) {
    return texts == null ? null : NodePruning.cutOrNull(texts.get(name));
  }

  private static Field<Node> info(String name, Function<NodeSystemInfo, @Nullable String> text) {
    return Field.of(
        "status.nodeInfo." + name,
        node -> {
          NodeSystemInfo info = NodeSnapshots.info(node);
          return info == null ? null : NodePruning.cutOrNull(text.apply(info));
        });
  }

  private static Field<Node> reboot(String name, Function<NodeCondition, @Nullable String> text) {
    return Field.of(
        "status.conditions." + name,
        node -> {
          NodeCondition condition = NodeSnapshots.rebootCondition(node);
          return condition == null ? null : NodePruning.cutOrNull(text.apply(condition));
        });
  }
}
