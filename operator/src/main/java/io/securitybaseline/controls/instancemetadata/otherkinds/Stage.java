package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.OtherPolicy;
import java.util.List;

/** A part of the evaluation of a connection; the stages follow one another until one decides. */
sealed interface Stage {

  /**
   * A tier: the first rule that matches decides.
   *
   * @param passes whether the next stage decides what no rule matches, also where policies of this
   *     one select the pod; else that is denied
   * @param before policies in their order, before those of Kubernetes if they are in this tier
   * @param hasNetworkPolicies whether those of Kubernetes are in this tier
   * @param after policies in their order, after those of Kubernetes
   */
  record Tier(
      String name,
      boolean passes,
      List<OtherPolicy> before,
      boolean hasNetworkPolicies,
      List<OtherPolicy> after)
      implements Stage {

    public Tier {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** Cilium's own policies and those of Kubernetes: any deny, then any allow, decides. */
  record Union(List<OtherPolicy> policies) implements Stage {

    public Union {
      policies = List.copyOf(policies);
    }
  }
}
