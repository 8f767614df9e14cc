package io.securitybaseline.control;

import io.securitybaseline.api.ExemptedControl;

/** The controls by the name that users type, which is also their metric label and docs page. */
public enum ControlId {
  INSTANCE_METADATA(
      "InstanceMetadata", "InstanceMetadataRestricted", ExemptedControl.INSTANCE_METADATA),
  NODES("Nodes", "NodesRebooted", ExemptedControl.NODES);

  private final String id;
  private final String condition;
  private final ExemptedControl exempted;

  ControlId(String id, String condition, ExemptedControl exempted) {
    this.id = id;
    this.condition = condition;
    this.exempted = exempted;
  }

  /** The name in the spec, in findings and in metrics. */
  public String id() {
    return id;
  }

  /** The type of the status condition that tells its result. */
  public String condition() {
    return condition;
  }

  /** What an exemption from it names. */
  public ExemptedControl exempted() {
    return exempted;
  }
}
