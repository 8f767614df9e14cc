package io.securitybaseline.control.instancemetadata.egress;

/** The protocols that a NetworkPolicy can name. */
public enum Protocol {
  TCP,
  UDP,
  SCTP
}
