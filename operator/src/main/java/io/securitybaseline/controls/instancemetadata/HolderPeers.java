package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.controls.instancemetadata.otherkinds.OtherPolicies;
import io.securitybaseline.controls.instancemetadata.otherkinds.Standing;
import io.securitybaseline.facts.KeptPolicy;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.otherkinds.LabelExpression;
import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The NetworkPolicies whose peers select a set of addresses that has the service's address. */
record HolderPeers(List<Peers> policies) {

  HolderPeers {
    policies = List.copyOf(policies);
  }

  /**
   * One of them.
   *
   * @param selects whether its peers select the set, as far as that is known
   * @param set its kind and name
   */
  record Peers(PolicySnapshot policy, Match selects, String set) {}

  /**
   * Those among all policies.
   *
   * @throws WorkBudget.Exceeded if the budget does not suffice
   */
  static HolderPeers of(List<PolicySnapshot> all, OtherPolicies others, WorkBudget budget) {
    if (!others.hasHolders()) {
      return new HolderPeers(List.of());
    }
    List<Peers> selecting = new ArrayList<>();
    for (PolicySnapshot policy : all) {
      LabelExpression peers = KeptPolicy.peers(policy.object());
      budget.spend(peers.steps());
      Match selects = others.selectsHolder(peers);
      if (selects != Match.NO && policy.egress().isolates()) {
        selecting.add(new Peers(policy, selects, others.firstHolder(peers).orElseThrow()));
      }
    }
    return new HolderPeers(selecting);
  }

  /** The keys of pods' labels that their selectors ask for. */
  Stream<String> podKeys() {
    return policies.stream()
        .map(each -> each.policy().egress().pods())
        .filter(pods -> pods != null)
        .flatMap(pods -> pods.requirements().stream())
        .map(Requirement::key);
  }

  /** How a pod stands to the address because of them. */
  Standing over(Map<String, String> labels, WorkBudget budget) {
    Match allows = Match.NO;
    SortedSet<String> because = new TreeSet<>();
    for (Peers each : policies) {
      budget.spend(WorkBudget.stepsToMatch(each.policy()));
      Selector pods = each.policy().egress().pods();
      if (pods != null && pods.matches(labels)) {
        allows = allows.or(each.selects());
        because.add("NetworkPolicy %s with %s".formatted(each.policy().name(), each.set()));
      }
    }
    return switch (allows) {
      case NO -> new Standing(Standing.State.AS_NETWORK_POLICIES, Collections.emptySortedSet());
      case MAYBE -> new Standing(Standing.State.UNKNOWN, because);
      case YES -> new Standing(Standing.State.OPENED, because);
    };
  }
}
