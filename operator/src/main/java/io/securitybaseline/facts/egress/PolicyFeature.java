package io.securitybaseline.facts.egress;

/** A part of the NetworkPolicy API that not every engine can program. */
public enum PolicyFeature {
  /** A block with {@code except}. */
  EXCEPTIONS,
  NAMED_PORTS,
  SCTP,
  /** A selector with {@code NotIn} or {@code DoesNotExist}. */
  NEGATIVE_SELECTORS
}
