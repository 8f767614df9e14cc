package io.securitybaseline.controls.instancemetadata;

/** The reasons of this control's findings; stable, and explained on its page in the docs. */
public final class Reasons {

  /** Nothing in place keeps pods from the address, or what belongs here is not in place. */
  public static final String NOT_RESTRICTED = "NotRestricted";

  /** Another policy allows the address for pods that it selects. */
  public static final String REOPENED_BY_POLICY = "ReopenedByPolicy";

  /** What the engine makes of a policy is not known, and with it whether pods are blocked. */
  public static final String REACH_UNKNOWN = "ReachUnknown";

  /** Other policies already block the address for pods. */
  public static final String ALREADY_ISOLATED = "AlreadyIsolated";

  /** Isolated pods may use the address on other ports than the service's, which lead nowhere. */
  public static final String ALLOWED_ON_OTHER_PORTS = "AllowedOnOtherPorts";

  /** Pods in their node's network, which no policy reaches. */
  public static final String HOST_NETWORK = "HostNetwork";

  /** Pods on Windows nodes, where the engine does not enforce what would be needed. */
  public static final String WINDOWS_NOT_ENFORCED = "WindowsNotEnforced";

  /** The cluster has no engine that enforces policies. */
  public static final String NOT_ENFORCED = "NotEnforced";

  /** The engine that enforces policies is unknown. */
  public static final String ENGINE_UNKNOWN = "EngineUnknown";

  /** The engine that the user named is not the one that is seen. */
  public static final String ENGINE_CONTRADICTED = "EngineContradicted";

  /** A DaemonSet of an engine's agents whose pods are not ready on most of its nodes. */
  public static final String AGENTS_NOT_READY = "AgentsNotReady";

  /** A namespace with a name of the Tigera operator's that the Tigera operator does not own. */
  public static final String NAMESPACE_NOT_VERIFIED = "NamespaceNotVerified";

  /** AAD pod identity redirects the address before a policy sees it. */
  public static final String POD_IDENTITY = "PodIdentity";

  /** An object of another owner has the operator's name. */
  public static final String FOREIGN_OBJECT = "ForeignObject";

  /** Because of the selectors of other policies, too many policies would be needed. */
  public static final String TOO_MANY_SELECTORS = "TooManySelectors";

  /** A policy is larger than the engine programs. */
  public static final String NOT_PROGRAMMED = "NotProgrammed";

  /** The evaluation of the policies exceeds the work budget of a namespace. */
  public static final String TOO_COMPLEX = "TooComplex";

  /** Pods that may keep using the address, by {@code allowedPods}. */
  public static final String ALLOWED_PODS = "AllowedPods";

  /** The policy for an old Cilium is applied, which cuts off more than the address. */
  public static final String LEGACY_CILIUM = "LegacyCilium";

  /** An old Cilium, for which nothing is applied unless the user agrees. */
  public static final String LEGACY_CILIUM_NOT_ALLOWED = "LegacyCiliumNotAllowed";

  /** A policy that the engine leaves out whole. */
  public static final String IGNORED_BY_ENGINE = "IgnoredByEngine";

  /** A policy with a block that is not a canonical CIDR, which was evaluated conservatively. */
  public static final String UNCLEAR_BLOCK = "UnclearBlock";

  /** The cluster serves ClusterNetworkPolicy, which this version reads and does not apply. */
  public static final String CLUSTER_NETWORK_POLICY = "ClusterNetworkPolicyServed";

  /** The cluster serves tiers of Calico, which this version does not use yet. */
  public static final String CALICO_TIERS = "CalicoTiersServed";

  /** The operator's policy would allow what a policy of another kind blocks. */
  public static final String WOULD_LIFT_DENY = "WouldLiftDeny";

  /** Cilium's policy is no longer wanted, and stays until every namespace has its own. */
  public static final String CILIUM_POLICY_KEPT = "CiliumPolicyKept";

  /** A setting of Cilium takes the effect of policies away. */
  public static final String CILIUM_SETTING = "CiliumSetting";

  /** Cilium does not accept the operator's policy. */
  public static final String REJECTED_BY_CILIUM = "RejectedByCilium";

  /** A probe on a node pool reached the address. */
  public static final String REACHED_BY_PROBE = "ReachedByProbe";

  /** Probes found the address blocked, which decides what policies alone do not show. */
  public static final String BLOCKED_BY_PROBE = "BlockedByProbe";

  /** A probe ended without evidence. */
  public static final String PROBE_INCONCLUSIVE = "ProbeInconclusive";

  /** The result of a probe is too old to show anything. */
  public static final String PROBE_STALE = "ProbeStale";

  /** A node pool without a probe: of Windows, or because probes are not possible. */
  public static final String NOT_PROBED = "NotProbed";

  /** Workloads show evidence that they use the address. */
  public static final String MAY_USE_INSTANCE_METADATA = "MayUseInstanceMetadata";

  private Reasons() {}
}
