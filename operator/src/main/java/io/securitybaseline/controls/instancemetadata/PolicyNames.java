package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Ownership;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names of the operator's policies. Their number is limited, so that the ClusterRole of the
 * chart can allow changes to these names and to no other policy.
 */
public final class PolicyNames {

  /** The first name, and that of the only object where one is enough. */
  public static final String FIRST = "restrict-instance-metadata";

  /** Beyond this, a namespace has more of the operator's policies than users can follow. */
  static final int MOST_POLICIES = 8;

  /**
   * Four times the maximum of a namespace: a policy for a new term exists together with those for
   * the old ones until it is observed.
   */
  private static final int MOST = 4 * MOST_POLICIES;

  /** None is longer. */
  static final String LONGEST = FIRST + "-" + MOST;

  private static final List<String> IN_ORDER =
      IntStream.rangeClosed(1, MOST)
          .mapToObj(number -> number == 1 ? FIRST : FIRST + "-" + number)
          .toList();

  private static final Set<String> ALL = Set.copyOf(IN_ORDER);

  private PolicyNames() {}

  /** All of them, in their order. */
  public static List<String> all() {
    return IN_ORDER;
  }

  /** Whether a policy of this name may be one of ours. What a bookmark carries has no name. */
  public static boolean isName(@Nullable String name) {
    return name != null && ALL.contains(name);
  }

  /**
   * Whether a baseline, present or past, created the policy. A copy under another name belongs to
   * its creator.
   */
  public static boolean isOurs(NetworkPolicy policy) {
    return isName(policy.getMetadata().getName()) && Ownership.isOurs(policy);
  }

  /** Whether exactly this baseline made the policy. */
  public static boolean isOwnedBy(NetworkPolicy policy, String baselineUid) {
    return isOurs(policy) && Ownership.isOwnedBy(policy, baselineUid);
  }
}
