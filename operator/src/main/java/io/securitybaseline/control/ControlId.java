package io.securitybaseline.control;

import io.securitybaseline.api.spec.ExemptedControl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The controls by the name that users type, which is also their metric label and docs page. */
public enum ControlId {
  INSTANCE_METADATA(
      "InstanceMetadata", ExemptedControl.INSTANCE_METADATA, "InstanceMetadataRestricted"),
  GROUP_BINDINGS("GroupBindings", ExemptedControl.GROUP_BINDINGS, "GroupBindingsOnly"),
  NODES("Nodes", ExemptedControl.NODES, "NodesRebooted", "NodeImagesCurrent"),
  CLUSTER("Cluster", "ClusterHardened", "KubernetesVersionSupported");

  private final String id;
  private final Optional<ExemptedControl> exempted;
  private final String condition;
  private final Optional<String> secondCondition;

  ControlId(String id, ExemptedControl exempted, String condition) {
    this(id, Optional.of(exempted), condition, Optional.empty());
  }

  ControlId(String id, ExemptedControl exempted, String condition, String secondCondition) {
    this(id, Optional.of(exempted), condition, Optional.of(secondCondition));
  }

  /** A control of the cluster as a whole, which nothing in it can be exempted from. */
  ControlId(String id, String condition, String secondCondition) {
    this(id, Optional.empty(), condition, Optional.of(secondCondition));
  }

  ControlId(
      String id,
      Optional<ExemptedControl> exempted,
      String condition,
      Optional<String> secondCondition) {
    this.id = id;
    this.exempted = exempted;
    this.condition = condition;
    this.secondCondition = secondCondition;
  }

  /** The name in the spec, in findings and in metrics. */
  public String id() {
    return id;
  }

  /** The types of the status conditions that tell its results, in the order of the status. */
  public List<String> conditions() {
    return Stream.concat(Stream.of(condition), secondCondition.stream()).toList();
  }

  /** What an exemption from it names; empty where there can be none. */
  public Optional<ExemptedControl> exempted() {
    return exempted;
  }
}
