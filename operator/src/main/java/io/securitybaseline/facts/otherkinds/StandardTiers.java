package io.securitybaseline.facts.otherkinds;

import java.util.Map;

/** The tiers of the cluster-wide kinds, in the order of Calico, which has others beside them. */
public final class StandardTiers {

  static final String ADMIN = "kube-admin";
  static final String BASELINE = "kube-baseline";

  /** By name. */
  public static final Map<String, OtherTier> ALL =
      Map.of(
          ADMIN, new OtherTier(ADMIN, 1_000, true),
          BASELINE, new OtherTier(BASELINE, 10_000_000, true));

  private StandardTiers() {}
}
