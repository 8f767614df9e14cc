package io.securitybaseline.facts.otherkinds;

/**
 * A tier of Calico.
 *
 * @param order infinite for a tier that comes last
 * @param passes whether traffic that no policy of the tier matches goes on to the next tier; else
 *     it is denied
 */
public record OtherTier(String name, double order, boolean passes) {

  /** The tier that Kubernetes policies are in, too. */
  public static final String DEFAULT = "default";

  /** As Calico creates it. */
  public static final OtherTier OF_NETWORK_POLICIES = new OtherTier(DEFAULT, 1_000_000, false);
}
