package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.controls.instancemetadata.BruteForce.Target;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Address;
import io.securitybaseline.facts.egress.AddressSet;
import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.EgressRules;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.facts.egress.Protocol;
import io.securitybaseline.kubernetes.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What policies let out, and which pods none of them selects, against straightforward code. */
class EgressPropertyTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static WorkBudget budget() {
    return new WorkBudget(WorkBudget.STEPS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void egressIsEvaluatedAsByBruteForce(long seed) {
    List<NetworkPolicy> policies = new Scenario(seed).policies(4);
    List<PolicySnapshot> parsed = policies.stream().map(PolicySnapshot::of).toList();
    Set<Target> targets = BruteForce.boundaries(policies);
    for (Map<String, String> pod : Scenario.everyPod()) {
      List<EgressRules> isolating =
          parsed.stream()
              .filter(policy -> policy.egress().isolates(pod))
              .map(policy -> EgressRules.of(policy.object().getSpec(), Dialect.CALICO))
              .toList();
      for (Target target : targets) {
        Address address = Address.parse(target.address()).orElseThrow();
        for (Protocol protocol : Protocol.values()) {
          for (int port : new int[] {80, 443, 1, 1024, 1025}) {
            boolean reaches =
                isolating.isEmpty()
                    || isolating.stream().anyMatch(it -> it.mayLetThrough(address, protocol, port));
            if (reaches != BruteForce.reaches(pod, policies, target, protocol.name(), port)) {
              fail("%s to %s %s/%d is %s", pod, target.address(), protocol, port, reaches);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsDefinitelyLetThroughIsLetThroughEverywhere(long seed) {
    NetworkPolicy policy = new Scenario(seed).policy("tenant");
    EgressRules parsed = EgressRules.of(policy.getSpec(), Dialect.CALICO);
    Map<String, String> pod = Map.of();
    policy.getSpec().setPodSelector(new LabelSelector());
    policy.getSpec().setPolicyTypes(List.of("Egress"));
    for (AddressSet asked :
        List.of(
            AddressSet.ALL_IPV4,
            InstanceMetadataService.OTHER_IPV4_ADDRESSES,
            InstanceMetadataService.OTHER_ADDRESSES,
            AddressSet.EVERYTHING)) {
      boolean everywhere =
          BruteForce.boundaries(List.of(policy)).stream()
              .filter(it -> asked.contains(Address.parse(it.address()).orElseThrow()))
              .allMatch(it -> BruteForce.reaches(pod, List.of(policy), it, "SCTP", 9));
      assertThat(parsed.definitelyLetThrough(asked))
          .as("%s", policy.getSpec())
          .isEqualTo(everywhere);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theComplementIsWhatNoSelectorChooses(long seed) {
    Scenario scenario = new Scenario(seed);
    List<Selector> selectors =
        scenario.policies(5).stream()
            .map(policy -> Selector.of(policy.getSpec().getPodSelector()))
            .toList();
    List<SelectorTerm> terms =
        selectors.stream().map(SelectorTerm::of).flatMap(Optional::stream).toList();
    List<SelectorTerm> complement =
        Complement.of(terms, SelectorTerm.EVERY_POD, budget()).orElseThrow();
    for (Map<String, String> pod : Scenario.everyPod()) {
      assertThat(complement.stream().anyMatch(term -> term.selector().matches(pod)))
          .as("%s by %s", pod, complement)
          .isEqualTo(selectors.stream().noneMatch(selector -> selector.matches(pod)));
    }
    assertThat(Complement.of(scenario.shuffled(terms), SelectorTerm.EVERY_POD, budget()))
        .contains(complement);
    for (SelectorTerm term : complement) {
      assertThat(complement.stream().filter(term::isWithin)).as("subsumed").containsExactly(term);
      assertThat(SelectorTerm.of(term.selector())).contains(term);
    }
  }
}
