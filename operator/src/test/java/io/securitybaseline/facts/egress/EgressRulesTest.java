package io.securitybaseline.facts.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressRulesTest {

  private static final Address ADDRESS = InstanceMetadataService.ADDRESS;
  private static final AddressSet OTHER = AddressSet.only(Address.parse("8.8.8.8").orElseThrow());

  @Test
  void anUnreadableBlockMayLetEverythingOutAndDefinitelyNothing() {
    EgressRules rules = allowing(new IPBlock("10.10.0.0/0#example", List.of()));
    assertThat(rules.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(rules.definitelyLetThrough(AddressSet.only(ADDRESS))).isFalse();
  }

  @Test
  void aBlockWithBitsTooManyMayLetOutAllOfItsPrefixAndDefinitelyNothing() {
    EgressRules rules = allowing(new IPBlock("169.254.1.1/16", List.of()));
    assertThat(rules.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(rules.definitelyLetThrough(AddressSet.only(ADDRESS))).isFalse();
  }

  @Test
  void anExceptionWithBitsTooManyMayTakeNothingOutAndDefinitelyTakesAll() {
    EgressRules rules = allowing(new IPBlock("0.0.0.0/0", List.of("169.254.169.1/24")));
    assertThat(rules.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(rules.definitelyLetThrough(AddressSet.only(ADDRESS))).isFalse();
    assertThat(rules.definitelyLetThrough(OTHER)).isTrue();
  }

  @Test
  void anUnreadableExceptionMayTakeNothingOutAndDefinitelyTakesAll() {
    EgressRules rules = allowing(new IPBlock("0.0.0.0/0", List.of("nonsense")));
    assertThat(rules.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(rules.definitelyLetThrough(OTHER)).isFalse();
  }

  private static EgressRules allowing(IPBlock block) {
    NetworkPolicySpec spec = new NetworkPolicySpec();
    spec.setEgress(
        List.of(
            new NetworkPolicyEgressRule(
                List.of(), List.of(new NetworkPolicyPeer(block, null, null)))));
    return EgressRules.of(spec, Dialect.AZURE_NPM);
  }
}
