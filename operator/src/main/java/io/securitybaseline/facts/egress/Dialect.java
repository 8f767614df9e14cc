package io.securitybaseline.facts.egress;

/**
 * How an engine reads the rules of a NetworkPolicy. Engines differ in blocks that are no canonical
 * CIDRs, in blocks that overlap, and in selectors; how each difference is known is on the page of
 * the control.
 */
public enum Dialect {
  /** Azure NPM for Linux. */
  AZURE_NPM,
  /** Calico for Linux. */
  CALICO,
  /** Any other engine: certain is only what all of them have in common. */
  OTHER
}
