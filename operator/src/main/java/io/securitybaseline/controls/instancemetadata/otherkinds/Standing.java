package io.securitybaseline.controls.instancemetadata.otherkinds;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a pod stands to the instance metadata service, as far as policies of other kinds decide it.
 *
 * @param because the kinds and names of the policies that lead to it
 */
public record Standing(State state, SortedSet<String> because) {

  /** What policies of other kinds lead to. */
  public enum State {
    /** They do not decide: it is as NetworkPolicies have it. */
    AS_NETWORK_POLICIES,
    /** One of them allows the service. */
    OPENED,
    /** They block it. */
    BLOCKED,
    /** It cannot be determined which of these is the case. */
    UNKNOWN
  }

  /** No policy of another kind has an effect. */
  public static final Standing NONE =
      new Standing(State.AS_NETWORK_POLICIES, Collections.emptySortedSet());

  public Standing {
    because = Collections.unmodifiableSortedSet(new TreeSet<>(because));
  }
}
