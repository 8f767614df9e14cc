package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.controls.instancemetadata.otherkinds.Standing.State;
import io.securitybaseline.facts.otherkinds.LabelExpression;
import io.securitybaseline.facts.otherkinds.LabelSource;
import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.facts.otherkinds.OtherRule;
import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import io.securitybaseline.facts.otherkinds.OtherRule.Extent;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds the policies that block traffic which an additional NetworkPolicy, one that allows every
 * destination but the service, would allow. In doubt a policy is one of them.
 *
 * <p>In the tier of the NetworkPolicies that is every policy that selects the pod, whatever its
 * order: what none of them matches is denied at the end of the tier, and the additional policy
 * matches it before. In later stages it is every policy that denies anything, because what the
 * additional policy allows never gets there.
 */
public final class Lifts {

  private final OtherPolicies policies;
  private final Extent everything;
  private final List<OtherPolicy> found = new ArrayList<>();

  private Lifts(OtherPolicies policies, boolean ipv6) {
    this.policies = policies;
    this.everything = ipv6 ? Extent.ALL : Extent.IPV4;
  }

  /**
   * All of them.
   *
   * @param ipv6 whether pods have addresses of IPv6
   * @param spend is given steps before they are taken
   */
  public static List<Lift> of(OtherPolicies policies, boolean ipv6, LongConsumer spend) {
    long number = policies.all().size();
    policies.all().forEach(policy -> spend.accept(policy.steps() * (1 + number)));
    return number == 0 ? List.of() : new Lifts(policies, ipv6).all();
  }

  private List<Lift> all() {
    boolean isAfter = false;
    for (Stage stage : policies.stages()) {
      boolean goesOn =
          switch (stage) {
            case Stage.Tier tier when tier.hasNetworkPolicies() -> addTier(tier);
            case Stage.Tier tier -> isAfter ? addLater(tier) : !isDecidedBy(tier);
            case Stage.Union union -> addUnion(union);
          };
      if (!goesOn) {
        return List.of();
      }
      isAfter |= !(stage instanceof Stage.Tier tier) || tier.hasNetworkPolicies();
    }
    return found.stream().map(this::lift).toList();
  }

  private boolean isDecidedBy(Stage.Tier tier) {
    return tier.before().stream().anyMatch(policy -> decidesAll(policy, false));
  }

  private boolean addLater(Stage.Tier tier) {
    tier.before().stream()
        .filter(policy -> denies(policy) || (!tier.passes() && !allowsAll(policy)))
        .forEach(found::add);
    return true;
  }

  private boolean addUnion(Stage.Union union) {
    union.policies().stream()
        .filter(policy -> policy.isolates() != Match.NO && !allowsAll(policy))
        .forEach(found::add);
    return true;
  }

  /** Whether any traffic gets as far as the NetworkPolicies. */
  private boolean addTier(Stage.Tier tier) {
    if (tier.before().stream().anyMatch(policy -> decidesAll(policy, true))) {
      return false;
    }
    boolean isOpen =
        tier.after().stream().anyMatch(policy -> allowsAll(policy) && selectsAll(policy));
    tier.before().stream()
        .filter(policy -> !everythingIsDecided(policy, true))
        .filter(policy -> !isOpen)
        .forEach(found::add);
    tier.after().stream()
        .filter(policy -> !allowsAll(policy))
        .filter(policy -> denies(policy) || !isOpen)
        .forEach(found::add);
    return true;
  }

  /** Whether the policy alone decides on all other traffic of every pod. */
  private boolean decidesAll(OtherPolicy policy, boolean passDecides) {
    return everythingIsDecided(policy, passDecides) && selectsAll(policy);
  }

  private boolean everythingIsDecided(OtherPolicy policy, boolean passDecides) {
    return policy.rules().stream()
        .anyMatch(rule -> isOfEverything(rule) && (passDecides || rule.action() != Action.PASS));
  }

  private boolean selectsAll(OtherPolicy policy) {
    return policies.view(KnownLabels.of(Selector.EVERYTHING)).selects(policy) == Match.YES;
  }

  private boolean isOfEverything(OtherRule rule) {
    return rule.others().compareTo(everything) >= 0
        && rule.source().equals(LabelExpression.EVERYTHING);
  }

  private static boolean denies(OtherPolicy policy) {
    return policy.rules().stream()
        .anyMatch(rule -> rule.action() == Action.DENY && rule.others() != Extent.NONE);
  }

  /** Whether the policy allows all other traffic before it denies any. */
  private boolean allowsAll(OtherPolicy policy) {
    for (OtherRule rule : policy.rules()) {
      if (rule.action() == Action.ALLOW && isOfEverything(rule)) {
        return true;
      }
      if (rule.action() != Action.ALLOW && rule.others() != Extent.NONE) {
        return false;
      }
    }
    return false;
  }

  private Lift lift(OtherPolicy policy) {
    List<Selector> pods = PodSets.of(policy.pods(), policy.kind().family(), policies.namespace());
    Match blocks = Match.YES;
    for (Selector selector : pods) {
      Match blocked = isBlocked(policy, selector);
      // A label selector can select more pods than the policy: those are not blocked by it.
      blocks = blocks.and(isSelected(policy, selector) ? blocked : blocked.and(Match.MAYBE));
    }
    return new Lift(policy.shown(), pods, blocks);
  }

  /** Whether the policy selects every pod that the selector selects. */
  private boolean isSelected(OtherPolicy policy, Selector selector) {
    LabelSource labels = KnownLabels.of(selector);
    return policy.pods().test(EngineLabels.of(policy.kind().family(), policies.namespace(), labels))
        == Match.YES;
  }

  /** Whether the service is blocked for every pod that the selector and the policy select. */
  private Match isBlocked(OtherPolicy policy, Selector selector) {
    Walk.View view = policies.view(KnownLabels.of(selector));
    State state =
        Walk.through(
                policies.stages(),
                new Selecting(view, policy, policies.enforces(policy)),
                NetworkPolicies.SELECT_NONE)
            .state();
    return switch (state) {
      case BLOCKED -> Match.YES;
      // What a policy of another kind allows, the operator's policy cannot block.
      case UNKNOWN, OPENED -> Match.MAYBE;
      case AS_NETWORK_POLICIES -> Match.NO;
    };
  }

  /** The same view, but of pods that a policy selects. */
  private record Selecting(Walk.View view, OtherPolicy policy, Match enforced)
      implements Walk.View {
    @Override
    public Match selects(OtherPolicy asked) {
      return asked.equals(policy) ? enforced : view.selects(asked);
    }

    @Override
    public Match matches(OtherPolicy asked, OtherRule rule) {
      return view.matches(asked, rule);
    }
  }
}
