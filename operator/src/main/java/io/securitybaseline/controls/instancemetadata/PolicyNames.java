package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that our policies may have. There is an end to them, so that the chart's ClusterRole
 * can allow changes to these names alone and to no policy of anybody else.
 */
public final class PolicyNames {

  /** The first name, and that of the only object where one is enough. */
  public static final String FIRST = "restrict-instance-metadata";

  /** Beyond this, a namespace has more policies of ours than anybody can follow. */
  static final int MOST_POLICIES = 8;

  /**
   * Four times what a namespace ever keeps: a policy for a new term stands beside those for the old
   * ones until it is seen in place.
   */
  private static final int MOST = 4 * MOST_POLICIES;

  private static final Set<String> ALL = all().collect(Collectors.toUnmodifiableSet());

  private PolicyNames() {}

  /** All of them, in their order. */
  public static Stream<String> all() {
    return IntStream.rangeClosed(1, MOST)
        .mapToObj(number -> number == 1 ? FIRST : FIRST + "-" + number);
  }

  /** Whether a policy of this name may be one of ours. */
  public static boolean isName(String name) {
    return ALL.contains(name);
  }

  /**
   * Whether one of our baselines, present or past, made the policy. A copy of ours under another
   * name is whoever's who made it.
   */
  public static boolean isOurs(NetworkPolicy policy) {
    return isName(policy.getMetadata().getName()) && Ownership.isOurs(policy);
  }

  /** Whether exactly this baseline made the policy. */
  public static boolean isOwnedBy(NetworkPolicy policy, String baselineUid) {
    return isOurs(policy) && Ownership.isOwnedBy(policy, baselineUid);
  }
}
