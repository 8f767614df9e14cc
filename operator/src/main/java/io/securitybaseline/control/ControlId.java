package io.securitybaseline.control;

import io.securitybaseline.api.ExemptedControl;
import java.util.Optional;

/** The controls by the name that users type, which is also their metric label and docs page. */
public enum ControlId {
  INSTANCE_METADATA(
      "InstanceMetadata", "InstanceMetadataRestricted", ExemptedControl.INSTANCE_METADATA),
  GROUP_BINDINGS("GroupBindings", "GroupBindingsOnly", ExemptedControl.GROUP_BINDINGS),
  NODES("Nodes", "NodesRebooted", ExemptedControl.NODES),
  CLUSTER("Cluster", "ClusterHardened");

  private final String id;
  private final String condition;
  private final Optional<ExemptedControl> exempted;

  ControlId(String id, String condition, ExemptedControl exempted) {
    this.id = id;
    this.condition = condition;
    this.exempted = Optional.of(exempted);
  }

  /** A control of the cluster as a whole, which nothing in it can be exempted from. */
  ControlId(String id, String condition) {
    this.id = id;
    this.condition = condition;
    this.exempted = Optional.empty();
  }

  /** The name in the spec, in findings and in metrics. */
  public String id() {
    return id;
  }

  /** The type of the status condition that tells its result. */
  public String condition() {
    return condition;
  }

  /** What an exemption from it names; empty where there can be none. */
  public Optional<ExemptedControl> exempted() {
    return exempted;
  }
}
