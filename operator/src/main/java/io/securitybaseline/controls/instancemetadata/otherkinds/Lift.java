package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.kubernetes.Selector;
import java.util.List;

/**
 * A policy of another kind that blocks traffic which an additional NetworkPolicy would allow.
 *
 * @param policy its kind and name
 * @param pods selectors of all pods that it may select, and perhaps of some more
 * @param blocks whether the instance metadata service is blocked for those pods without an
 *     additional policy
 */
public record Lift(String policy, List<Selector> pods, Match blocks) {

  public Lift {
    pods = List.copyOf(pods);
  }
}
