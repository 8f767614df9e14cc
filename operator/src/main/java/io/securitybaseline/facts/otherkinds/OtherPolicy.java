package io.securitybaseline.facts.otherkinds;

import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import java.util.List;

/**
 * What the rules read of a policy of another kind.
 *
 * @param namespace empty for a policy of the whole cluster
 * @param position in the order of evaluation
 * @param pods the pods that it selects
 * @param isolates whether pods that it selects may send only what something allows
 * @param rules of egress, in their order
 * @param isRead whether all of it could be read and kept; what is not read may select any pod and
 *     have any effect
 */
public record OtherPolicy(
    PolicyKind kind,
    String namespace,
    String name,
    Position position,
    LabelExpression pods,
    Match isolates,
    List<OtherRule> rules,
    boolean isRead) {

  /** Rules of one policy; one with more is not read. */
  static final int MOST_RULES = 250;

  public OtherPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * Where a policy is in the order of evaluation.
   *
   * @param tier such as {@code default}
   * @param order within the tier; infinite for policies that come last
   */
  public record Position(String tier, double order) {

    /** Of policies that have no order. */
    public static final Position NONE = new Position("", Double.POSITIVE_INFINITY);
  }

  /** A policy that exists and cannot be read. */
  public static OtherPolicy unread(
      PolicyKind kind, String namespace, String name, Position position) {
    return new OtherPolicy(
        kind,
        namespace,
        name,
        position,
        LabelExpression.UNREADABLE,
        Match.MAYBE,
        List.of(OtherRule.unknown(Action.ALLOW), OtherRule.unknown(Action.DENY)),
        false);
  }

  /** Its kind and name, as messages name it. */
  public String shown() {
    return kind.shown() + " " + name;
  }

  /** The steps to find out whether it selects a pod and what its rules do. */
  public long steps() {
    long steps = pods.steps();
    for (OtherRule rule : rules) {
      steps += rule.source().steps() + rule.holders().selected().steps();
    }
    return steps;
  }

  /** About how many bytes of memory it takes. */
  long bytes() {
    return 256 + pods.bytes() + rules.stream().mapToLong(OtherRule::bytes).sum();
  }
}
