package io.securitybaseline.facts.otherkinds;

/**
 * One egress rule, as far as it concerns the instance metadata service and what an additional
 * NetworkPolicy could allow.
 *
 * @param service whether it matches connections to the service, apart from the selectors
 * @param source the pods that the rule is limited to
 * @param holders where the rule selects its destination by labels: the sets of addresses that it
 *     selects; it matches the service only where one of them has the service's address
 * @param others which of all other traffic it matches, apart from the source
 */
public record OtherRule(
    Action action, Match service, LabelExpression source, Holders holders, Extent others) {

  /** What becomes of traffic that matches. */
  public enum Action {
    ALLOW,
    DENY,
    /** The policies of the next tier decide. */
    PASS
  }

  /** How much of the traffic to other destinations than the service. */
  public enum Extent {
    NONE,
    SOME,
    /** All of IPv4. */
    IPV4,
    ALL
  }

  /** The destination, where labels select it. */
  public record Holders(LabelExpression selected, boolean negated) {

    /** No labels select the destination. */
    public static final Holders ANY = new Holders(LabelExpression.NOTHING, true);

    /** Of a destination that the labels select. */
    public static Holders of(LabelExpression selected) {
      return new Holders(selected, false);
    }

    /** Of a destination that the labels do not select. */
    public static Holders except(LabelExpression selected) {
      return new Holders(selected, true);
    }
  }

  /** Without any selector. */
  static OtherRule plain(Action action, Match service, Extent others) {
    return new OtherRule(action, service, LabelExpression.EVERYTHING, Holders.ANY, others);
  }

  /** Of which nothing can be said. */
  static OtherRule unknown(Action action) {
    return plain(action, Match.MAYBE, Extent.SOME);
  }

  long bytes() {
    return 96 + source.bytes() + holders.selected().bytes();
  }
}
