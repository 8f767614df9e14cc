package io.securitybaseline.facts.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.kubernetes.Selector;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a policy: the answers to what is asked of it, however large it is. */
class EgressPolicyTest {

  @Test
  void aPolicyWithoutSpecOrListsIsRead() {
    assertThat(read(null).isolates()).isFalse();
    NetworkPolicySpec nulls = new NetworkPolicySpec();
    nulls.setEgress(null);
    nulls.setIngress(null);
    nulls.setPolicyTypes(null);
    assertThat(read(nulls).isolates()).isFalse();
  }

  @Test
  void ofAPolicyForIngressAloneNothingIsKept() {
    NetworkPolicySpec spec = egressTo();
    spec.setEgress(List.of());
    spec.setPolicyTypes(List.of("Ingress"));
    spec.getPodSelector().setMatchLabels(labels(10));
    spec.setIngress(
        List.of(
            new NetworkPolicyIngressRule(
                List.of(peer(new IPBlock("fd00::/8", List.of()))), List.of())));

    assertThat(read(spec)).isSameAs(read(new NetworkPolicySpec()));
  }

  @Test
  void ofIngressBesideEgressTheFeaturesThatEnginesRefuseAreKept() {
    NetworkPolicySpec spec = egressTo(new IPBlock("10.0.0.0/8", List.of()));
    spec.setIngress(
        List.of(
            new NetworkPolicyIngressRule(
                List.of(peer(new IPBlock("fd00::1/8", List.of("fd00:1::/32")))), List.of())));

    spec.setPolicyTypes(List.of("Ingress", "Egress"));

    EgressPolicy policy = read(spec);

    assertThat(policy.npm())
        .isEqualTo(new NpmTranslation(NpmTranslation.Result.UNTRANSLATABLE, "fd00::1/8"));
    assertThat(policy.unclearBlock()).isEqualTo("fd00::1/8");
    assertThat(policy.features()).containsExactly(PolicyFeature.EXCEPTIONS);
    assertThat(policy.in(Dialect.CALICO).reach()).isEmpty();
  }

  @Test
  void ofALongBlockThatCannotBeReadTheBeginningIsKept() {
    EgressPolicy policy = read(egressTo(new IPBlock("1".repeat(100_000), List.of())));

    assertThat(policy.unclearBlock()).hasSize(64);
  }

  @Test
  void ofNinetyThousandExceptionsTheAnswersAreKept() {
    List<String> apart =
        IntStream.range(0, 90_000)
            .mapToObj(i -> "10.%d.%d.%d/32".formatted(i >> 15, (i >> 7) & 255, (2 * i) & 255))
            .toList();
    List<String> withTheAddress =
        IntStream.range(0, 90_000)
            .mapToObj(i -> i == 45_000 ? "169.254.169.254/32" : apart.get(i))
            .toList();

    assertThat(read(egressTo(new IPBlock("0.0.0.0/0", apart))).in(Dialect.CALICO).reach())
        .containsExactlyInAnyOrder(
            Reach.MAY_REACH_SERVICE, Reach.SURELY_REACHES_SERVICE, Reach.MAY_REACH_ADDRESS);
    assertThat(read(egressTo(new IPBlock("0.0.0.0/0", withTheAddress))))
        .isEqualTo(
            read(egressTo(new IPBlock("0.0.0.0/0", List.of("10.0.0.0/9", "169.254.0.0/16")))));
  }

  @Test
  void theAnswersAreThoseOfTheRules() {
    assertThat(
            read(egressTo(new IPBlock("0.0.0.0/0", List.of("169.254.169.254/32"))))
                .in(Dialect.CALICO)
                .reach())
        .containsExactly(Reach.SURELY_REACHES_OTHER_IPV4);
    assertThat(
            read(egressTo(new IPBlock("0.0.0.0/0", List.of()), new IPBlock("::/0", List.of())))
                .in(Dialect.CALICO)
                .reach())
        .containsExactlyInAnyOrder(
            Reach.MAY_REACH_SERVICE,
            Reach.SURELY_REACHES_SERVICE,
            Reach.MAY_REACH_ADDRESS,
            Reach.SURELY_REACHES_OTHER_IPV4,
            Reach.SURELY_REACHES_OTHER_ADDRESSES);
    NetworkPolicySpec open = egressTo();
    open.setEgress(List.of(new NetworkPolicyEgressRule()));
    assertThat(read(open).in(Dialect.CALICO).reach()).containsExactlyInAnyOrder(Reach.values());
  }

  @Test
  void aSelectorIsKeptUpToItsBound() {
    assertThat(selecting(Map.of("app", "web")))
        .isEqualTo(Selector.of(new LabelSelectorBuilder().addToMatchLabels("app", "web").build()));
    assertThat(selecting(labels(170))).isNotNull();
    assertThat(selecting(labels(200))).isNull();
    assertThat(selecting(labels(100_000))).isNull();
    assertThat(selecting(Map.of("app", "x".repeat(70_000)))).isNull();
  }

  private static @Nullable Selector selecting(Map<String, String> labels) {
    NetworkPolicySpec spec = egressTo(new IPBlock("10.0.0.0/8", List.of()));
    spec.getPodSelector().setMatchLabels(labels);
    return read(spec).pods();
  }

  private static EgressPolicy read(@Nullable NetworkPolicySpec spec) {
    NetworkPolicy policy = new NetworkPolicy();
    policy.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("one").build());
    policy.setSpec(spec);
    return EgressPolicy.of(policy);
  }

  private static Map<String, String> labels(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "key-%06d".formatted(i), _ -> "v"));
  }

  private static NetworkPolicySpec egressTo(IPBlock... blocks) {
    NetworkPolicySpec spec = new NetworkPolicySpec();
    spec.setPodSelector(new LabelSelectorBuilder().build());
    spec.setPolicyTypes(List.of("Egress"));
    spec.setEgress(
        List.of(
            new NetworkPolicyEgressRule(
                List.of(), List.of(blocks).stream().map(EgressPolicyTest::peer).toList())));
    return spec;
  }

  private static NetworkPolicyPeer peer(IPBlock block) {
    return new NetworkPolicyPeer(block, null, null);
  }
}
