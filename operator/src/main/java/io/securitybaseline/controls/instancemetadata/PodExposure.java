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
  /** A policy of another client allows it. */
  REOPENED,
  /** A policy of another client may allow it, or may be all that isolates them. */
  UNCERTAIN,
  /** Blocked by policies of other clients. */
  ALREADY_ISOLATED,
  /** Kept from it by ours. */
  BLOCKED,
  /** A policy of another kind than NetworkPolicy allows it. */
  OPENED_BY_OTHER_KIND,
  /** Blocked by policies of other kinds than NetworkPolicy. */
  BLOCKED_BY_OTHER_KIND,
  /** It depends on what is not known of policies of other kinds. */
  UNCERTAIN_BY_OTHER_KIND,
  /** Isolated, and allowed to use the address, on ports without a listener. A second state. */
  OTHER_PORTS
}
