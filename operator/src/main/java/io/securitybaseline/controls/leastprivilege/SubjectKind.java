package io.securitybaseline.controls.leastprivilege;

/** What the subject of a binding is to this control. */
enum SubjectKind {
  /** Requests without credentials. */
  ANONYMOUS,
  /** Every client with credentials. */
  AUTHENTICATED,
  /** A part of Kubernetes, of AKS, or the operator itself. */
  PLATFORM,
  /** A group that the spec declares. */
  ADMINISTRATOR,
  /** Any other. */
  OTHER
}
