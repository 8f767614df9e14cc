package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {

  private static final String OURS = "ours";

  private final PolicyReader reader = new PolicyReader(OURS::equals);

  @Test
  void equalSpecsAreReadOnce() {
    KeptPolicy first = read(policy("a", "10.0.0.0/8"));
    KeptPolicy second = read(policy("b", "10.0.0.0/8"));

    assertThat(second.egress().readings()).isSameAs(first.egress().readings());
    assertThat(second).isEqualTo(KeptPolicy.of(policy("b", "10.0.0.0/8"), OURS::equals));
    assertThat(second.getMetadata().getNamespace()).isEqualTo("b");
  }

  @Test
  void anotherSpecOfTheSameNameIsReadAsItIs() {
    KeptPolicy first = read(policy("a", "10.0.0.0/8"));
    KeptPolicy second = read(policy("b", "169.254.169.254/32"));

    assertThat(second.egress()).isNotEqualTo(first.egress());
    assertThat(second).isEqualTo(KeptPolicy.of(policy("b", "169.254.169.254/32"), OURS::equals));
    assertThat(read(policy("c", "169.254.169.254/32")).egress().readings())
        .isSameAs(second.egress().readings());
  }

  @Test
  void ofPoliciesOfOthersNothingIsRemembered() {
    NetworkPolicy theirs = named(policy("a", "10.0.0.0/8"), "theirs");
    NetworkPolicy alike = named(policy("b", "10.0.0.0/8"), "theirs");

    assertThat(read(alike).egress())
        .isEqualTo(read(theirs).egress())
        .isNotSameAs(read(theirs).egress());
  }

  /** The rules for ingress may be as large as the API server accepts. */
  @Test
  void aSpecWithIngressIsNotRemembered() {
    NetworkPolicy policy =
        new NetworkPolicyBuilder(policy("a", "10.0.0.0/8"))
            .editSpec()
            .addNewIngress()
            .endIngress()
            .endSpec()
            .build();

    KeptPolicy first = read(policy);

    assertThat(read(new NetworkPolicyBuilder(policy).build()).egress())
        .isEqualTo(first.egress())
        .isNotSameAs(first.egress());
  }

  private KeptPolicy read(NetworkPolicy policy) {
    return (KeptPolicy) reader.apply(policy);
  }

  private static NetworkPolicy named(NetworkPolicy policy, String name) {
    return new NetworkPolicyBuilder(policy).editMetadata().withName(name).endMetadata().build();
  }

  private static NetworkPolicy policy(String namespace, String block) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(OURS)
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .endPodSelector()
        .withPolicyTypes("Egress")
        .addNewEgress()
        .addNewTo()
        .withNewIpBlock()
        .withCidr(block)
        .endIpBlock()
        .endTo()
        .endEgress()
        .endSpec()
        .build();
  }
}
