package io.securitybaseline.controls.cluster;

/** The reasons of this control's conditions; stable, and explained on its page in the docs. */
public final class Reasons {

  /** Every requirement on the cluster's settings is met. */
  public static final String REQUIREMENTS_MET = "RequirementsMet";

  /** At least one requirement is not met; the message names each with its fix. */
  public static final String REQUIREMENTS_NOT_MET = "RequirementsNotMet";

  /** AKS supports the version that the control plane runs. */
  public static final String VERSION_SUPPORTED = "VersionSupported";

  /** AKS does not. */
  public static final String VERSION_NOT_SUPPORTED = "VersionNotSupported";

  /** {@code spec.cluster.resourceId} is not set. */
  public static final String NOT_CONFIGURED = "NotConfigured";

  /** Azure has not been read since the operator started. */
  public static final String NOT_READ_YET = "NotReadYet";

  /** The response of Azure does not contain it. */
  public static final String NOT_TOLD = "NotTold";

  /** The pods of Defender's sensor do not run on every Linux node. */
  public static final String DEFENDER_SENSOR_MISSING = "DefenderSensorMissing";

  /** Nothing has the name that Microsoft documents. The check does not count. */
  public static final String COMPONENT_NOT_FOUND = "ComponentNotFound";

  private Reasons() {}
}
