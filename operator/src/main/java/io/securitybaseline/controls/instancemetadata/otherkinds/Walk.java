package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.controls.instancemetadata.otherkinds.Standing.State;
import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.facts.otherkinds.OtherRule;
import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Follows a connection of one pod to the instance metadata service through the stages. Where it is
 * not known whether a rule matches, both ways are followed; outcomes that differ are unknown.
 */
final class Walk {

  /** What policies do to the pod, as far as it is known. */
  interface View {

    /** Whether the engine applies the policy to the pod. */
    Match selects(OtherPolicy policy);

    /** Whether the rule matches a connection of the pod to the service. */
    Match matches(OtherPolicy policy, OtherRule rule);
  }

  /** Whether another stage follows. */
  private enum Next {
    DECIDED,
    NEXT_RULE,
    NEXT_STAGE
  }

  /**
   * @param reached whether the pod reaches the service
   * @param byOthers whether policies of other kinds lead to that
   */
  private record Outcome(boolean reached, boolean byOthers) {}

  private final View view;
  private final NetworkPolicies networkPolicies;
  private final Set<Outcome> possible = new HashSet<>();
  private final SortedSet<String> because = new TreeSet<>();
  private final SortedSet<String> doubts = new TreeSet<>();
  private final SortedSet<String> passing = new TreeSet<>();
  private boolean maybePassed;

  /** Whether a rule passes, or may pass, over the NetworkPolicies of the tier. */
  private boolean networkPoliciesSkipped;

  private Walk(View view, NetworkPolicies networkPolicies) {
    this.view = view;
    this.networkPolicies = networkPolicies;
  }

  static Standing through(List<Stage> stages, View view, NetworkPolicies networkPolicies) {
    Walk walk = new Walk(view, networkPolicies);
    for (Stage stage : stages) {
      boolean decided =
          switch (stage) {
            case Stage.Tier tier -> walk.tier(tier);
            case Stage.Union union -> walk.union(union.policies());
          };
      if (decided) {
        return walk.standing();
      }
    }
    walk.end();
    return walk.standing();
  }

  /** No stage decided: the pod reaches the service unless NetworkPolicies that count block it. */
  private void end() {
    boolean skipped = networkPoliciesSkipped && networkPolicies == NetworkPolicies.BLOCK;
    possible.add(new Outcome(skipped || networkPolicies != NetworkPolicies.BLOCK, skipped));
    if (skipped) {
      because.addAll(passing);
    }
  }

  private Standing standing() {
    Set<Boolean> reached = new HashSet<>();
    Set<Boolean> byOthers = new HashSet<>();
    for (Outcome outcome : possible) {
      reached.add(outcome.reached());
      byOthers.add(outcome.byOthers());
    }
    if (reached.size() > 1) {
      return new Standing(State.UNKNOWN, doubts);
    }
    if (byOthers.contains(false)) {
      return Standing.NONE;
    }
    return new Standing(reached.contains(true) ? State.OPENED : State.BLOCKED, because);
  }

  private boolean tier(Stage.Tier tier) {
    maybePassed = false;
    Match applied = Match.NO;
    SortedSet<String> selecting = new TreeSet<>();
    for (OtherPolicy policy : tier.before()) {
      Match selected = view.selects(policy);
      applied = applied.or(selected);
      Next next = policy(policy, selected, selecting);
      networkPoliciesSkipped |=
          tier.hasNetworkPolicies() && (next == Next.NEXT_STAGE || maybePassed);
      if (next != Next.NEXT_RULE) {
        return next == Next.DECIDED && !maybePassed;
      }
    }
    if (tier.hasNetworkPolicies() && networkPolicies == NetworkPolicies.ALLOW) {
      possible.add(new Outcome(true, false));
      return !maybePassed;
    }
    for (OtherPolicy policy : tier.after()) {
      Match selected = view.selects(policy);
      applied = applied.or(selected);
      Next next = policy(policy, selected, selecting);
      if (next != Next.NEXT_RULE) {
        return next == Next.DECIDED && !maybePassed;
      }
    }
    return endOf(tier, applied, selecting);
  }

  /** What no rule of a tier matches is denied, if any policy of the tier selects the pod. */
  private boolean endOf(Stage.Tier tier, Match applied, Set<String> selecting) {
    boolean byNetworkPolicies =
        tier.hasNetworkPolicies() && networkPolicies == NetworkPolicies.BLOCK;
    Match isolated = byNetworkPolicies ? Match.YES : applied;
    if (tier.passes() || isolated == Match.NO) {
      return false;
    }
    possible.add(new Outcome(false, !byNetworkPolicies));
    because.addAll(selecting);
    if (isolated == Match.MAYBE) {
      doubts.addAll(selecting);
    }
    return isolated == Match.YES && !maybePassed;
  }

  private Next policy(OtherPolicy policy, Match selected, Set<String> selecting) {
    if (selected == Match.NO) {
      return Next.NEXT_RULE;
    }
    selecting.add(policy.shown());
    for (OtherRule rule : policy.rules()) {
      Match match = selected.and(view.matches(policy, rule));
      if (match == Match.NO) {
        continue;
      }
      if (match == Match.MAYBE) {
        doubts.add(policy.shown());
      }
      if (rule.action() != Action.PASS) {
        outcome(rule.action() == Action.ALLOW, policy);
      } else {
        passing.add(policy.shown());
        if (match == Match.YES) {
          return Next.NEXT_STAGE;
        }
        maybePassed = true;
      }
      if (match == Match.YES) {
        return Next.DECIDED;
      }
    }
    return Next.NEXT_RULE;
  }

  private void outcome(boolean reached, OtherPolicy policy) {
    possible.add(new Outcome(reached, true));
    because.add(policy.shown());
  }

  private boolean union(List<OtherPolicy> policies) {
    if (networkPolicies == NetworkPolicies.DENIED_BY_CILIUM) {
      possible.add(new Outcome(false, false));
      return true;
    }
    if (any(policies, Action.DENY) == Match.YES) {
      return true;
    }
    if (networkPolicies == NetworkPolicies.ALLOW) {
      possible.add(new Outcome(true, false));
      return true;
    }
    boolean byNetworkPolicies = networkPolicies == NetworkPolicies.BLOCK;
    SortedSet<String> isolating = new TreeSet<>();
    Match isolated = Match.of(byNetworkPolicies).or(isolated(policies, isolating));
    if (isolated == Match.NO) {
      return false;
    }
    if (any(policies, Action.ALLOW) == Match.YES && isolated == Match.YES) {
      return true;
    }
    possible.add(new Outcome(false, !byNetworkPolicies));
    because.addAll(isolating);
    if (isolated == Match.MAYBE) {
      doubts.addAll(isolating);
    }
    return isolated == Match.YES;
  }

  /** Whether any of the policies isolates the pod; adds those that may do so. */
  private Match isolated(List<OtherPolicy> policies, Set<String> isolating) {
    Match isolated = Match.NO;
    for (OtherPolicy policy : policies) {
      Match isolates = policy.isolates().and(view.selects(policy));
      isolated = isolated.or(isolates);
      if (isolates != Match.NO) {
        isolating.add(policy.shown());
      }
    }
    return isolated;
  }

  /** Whether a rule with the action matches; each that may is an outcome. */
  private Match any(List<OtherPolicy> policies, Action action) {
    Match any = Match.NO;
    for (OtherPolicy policy : policies) {
      Match selected = view.selects(policy);
      for (OtherRule rule : policy.rules()) {
        Match match = rule.action() == action ? selected.and(view.matches(policy, rule)) : Match.NO;
        if (match != Match.NO) {
          outcome(action == Action.ALLOW, policy);
        }
        if (match == Match.MAYBE) {
          doubts.add(policy.shown());
        }
        any = any.or(match);
      }
    }
    return any;
  }
}
