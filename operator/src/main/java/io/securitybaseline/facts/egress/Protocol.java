package io.securitybaseline.facts.egress;

/** The protocols that a NetworkPolicy can name. */
public enum Protocol {
  TCP,
  UDP,
  SCTP
}
