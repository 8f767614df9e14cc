package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.facts.egress.NpmTranslation.Result;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  private static final String OURS = "ours";
  private static final String LONG = "n".repeat(63);

  private final PolicyReader reader = new PolicyReader(OURS::equals);

  @Test
  void equalSpecsAreReadOnce() {
    KeptPolicy first = read(policy("a", "10.0.0.0/8"));
    KeptPolicy second = read(policy("b", "10.0.0.0/8"));

    assertThat(second.egress().readings()).isSameAs(first.egress().readings());
    assertThat(second).isEqualTo(KeptPolicy.of(policy("b", "10.0.0.0/8"), OURS::equals));
    assertThat(second.getMetadata().getNamespace()).isEqualTo("b");
  }

  /** Azure NPM writes the name of the namespace into its rules, which may become too long. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSpecThatAzureNpmProgramsInSomeNamespacesAlone(boolean longFirst) {
    KeptPolicy first = read(ofManyValues(longFirst ? LONG : "a"));
    KeptPolicy second = read(ofManyValues(longFirst ? "a" : LONG));

    assertThat((longFirst ? second : first).egress().npm().result()).isEqualTo(Result.PROGRAMMED);
    assertThat((longFirst ? first : second).egress().npm().result()).isEqualTo(Result.TOO_LARGE);
  }

  @Test
  void whatTheRulesReadIsSharedByAllNamespaces() {
    KeptPolicy first = read(policy("a", "10.0.0.0/8"));

    assertThat(read(policy(LONG, "10.0.0.0/8")).egress()).isSameAs(first.egress());
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

  private static NetworkPolicy ofManyValues(String namespace) {
    List<String> values =
        IntStream.range(0, 13).mapToObj(i -> "%02d".formatted(i) + "v".repeat(58)).toList();
    return new NetworkPolicyBuilder(policy(namespace, "10.0.0.0/8"))
        .editSpec()
        .editPodSelector()
        .addToMatchExpressions(new LabelSelectorRequirement("app", "NotIn", values))
        .endPodSelector()
        .endSpec()
        .build();
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
