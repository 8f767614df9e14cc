package io.securitybaseline.controls.instancemetadata.engine;

/** What an engine makes of a policy as a whole. */
public enum Effect {
  /** The policy is in force as it is written. */
  AS_WRITTEN,
  /** The policy has no effect. */
  NONE,
  /** The policy is in force as it is written, or has no effect. */
  UNCERTAIN,
  /** The policy is left out, but a form that it had before an edit may be in force. */
  EARLIER_FORM
}
