package io.securitybaseline.control.instancemetadata.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressPolicyTest {

  private static final Address ADDRESS = Address.parse("169.254.169.254").orElseThrow();

  @Test
  void anUnreadableBlockMayLetEverythingOutAndSurelyNothing() {
    EgressPolicy policy = allowing(new IPBlock("10.10.0.0/0#example", List.of()));
    assertThat(policy.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(policy.surelyLetsThrough(AddressSet.only(ADDRESS))).isFalse();
    assertThat(policy.unclearBlocks()).containsExactly("10.10.0.0/0#example");
  }

  @Test
  void aBlockWithBitsTooManyMayLetOutAllOfItsPrefixAndSurelyNothing() {
    EgressPolicy policy = allowing(new IPBlock("169.254.1.1/16", List.of()));
    assertThat(policy.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(policy.surelyLetsThrough(AddressSet.only(ADDRESS))).isFalse();
  }

  @Test
  void anExceptionWithBitsTooManyMayTakeNothingOutAndSurelyTakesAll() {
    EgressPolicy policy = allowing(new IPBlock("0.0.0.0/0", List.of("169.254.169.1/24")));
    assertThat(policy.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(policy.surelyLetsThrough(AddressSet.only(ADDRESS))).isFalse();
    assertThat(policy.surelyLetsThrough(AddressSet.only(Address.parse("8.8.8.8").orElseThrow())))
        .isTrue();
  }

  @Test
  void anUnreadableExceptionMayTakeNothingOutAndSurelyTakesAll() {
    EgressPolicy policy = allowing(new IPBlock("0.0.0.0/0", List.of("nonsense")));
    assertThat(policy.mayLetThrough(ADDRESS, Protocol.TCP, 80)).isTrue();
    assertThat(policy.surelyLetsThrough(AddressSet.only(Address.parse("8.8.8.8").orElseThrow())))
        .isFalse();
  }

  @Test
  void aPolicyWithoutSpecOrListsIsRead() {
    NetworkPolicy empty =
        new NetworkPolicyBuilder().withNewMetadata().withName("p").endMetadata().build();
    assertThat(EgressPolicy.of(empty).isolates()).isFalse();
    NetworkPolicy nulls = new NetworkPolicyBuilder(empty).withNewSpec().endSpec().build();
    nulls.getSpec().setEgress(null);
    nulls.getSpec().setIngress(null);
    nulls.getSpec().setPolicyTypes(null);
    assertThat(EgressPolicy.of(nulls).isolates()).isFalse();
  }

  private static EgressPolicy allowing(IPBlock block) {
    return EgressPolicy.of(
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("p")
            .endMetadata()
            .withNewSpec()
            .withPolicyTypes("Egress")
            .withEgress(
                new NetworkPolicyEgressRule(
                    List.of(), List.of(new NetworkPolicyPeer(block, null, null))))
            .endSpec()
            .build());
  }
}
