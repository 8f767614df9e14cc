package io.securitybaseline.observe.egress;

/** The protocols that a NetworkPolicy can name. */
public enum Protocol {
  TCP,
  UDP,
  SCTP
}
