package io.securitybaseline.controls.instancemetadata.otherkinds;

/** What NetworkPolicies, the operator's among them, do to the egress of a pod. */
public enum NetworkPolicies {
  /** None selects the pod. */
  SELECT_NONE,
  /** They isolate it and do not allow the instance metadata service. */
  BLOCK,
  /** They isolate it and allow the service. */
  ALLOW,
  /** The operator's policy of Cilium denies the service, whatever else allows it. */
  DENIED_BY_CILIUM
}
