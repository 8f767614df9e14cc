package io.securitybaseline.control;

/** The controls by the name that users type, which is also their metric label and docs page. */
public enum ControlId {
  INSTANCE_METADATA("InstanceMetadata", "InstanceMetadataRestricted");

  private final String id;
  private final String condition;

  ControlId(String id, String condition) {
    this.id = id;
    this.condition = condition;
  }

  /** The name in the spec, in findings and in metrics. */
  public String id() {
    return id;
  }

  /** The type of the status condition that tells its result. */
  public String condition() {
    return condition;
  }
}
