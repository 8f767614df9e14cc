package io.securitybaseline.controls.instancemetadata;

/** How a pod stands to the address. */
enum PodExposure {
  /** May reach it, by {@code allowedPods}. */
  ALLOWED,
  /** In its node's network, outside all policies. */
  HOST_NETWORK,
  /** On Windows, and not kept from it by anything that the engine enforces there. */
  WINDOWS,
  /** Not kept from it by anything. */
  UNRESTRICTED,
  /** A policy of somebody else allows it. */
  REOPENED,
  /** Kept from it by policies of somebody else. */
  ALREADY_ISOLATED,
  /** Kept from it by ours. */
  BLOCKED,
  /** Isolated, and allowed to use the address, on ports where nobody listens. A second state. */
  OTHER_PORTS
}
