package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which policies and pods a namespace may have, and what becomes of it beyond that. */
class TooComplexTest {

  private static final Baseline BASELINE = new Baseline("uid-1", SecurityBaselineSpec.defaults());

  @Test
  void fiveThousandDistinctPodsBesideTwoHundredPoliciesTakeHalfOfTheBudget() {
    List<NetworkPolicy> policies =
        IntStream.range(0, 200).mapToObj(i -> policy("app-" + i, labels(4), "0.0.0.0/1")).toList();
    List<PodSnapshot> pods =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new PodSnapshot("Pod/" + i, Map.of("key-3", "v" + i), false, false))
            .toList();
    WorkBudget budget = new WorkBudget(WorkBudget.STEPS);

    Verdict verdict = evaluate(policies, pods, budget);

    assertThat(reasons(verdict)).doesNotContain(Reasons.TOO_COMPLEX);
    assertThat(budget.left()).isBetween(WorkBudget.STEPS * 4 / 10, WorkBudget.STEPS * 6 / 10);
  }

  @Test
  void podsThatSelectorsCannotTellApartAreEvaluatedOnce() {
    List<NetworkPolicy> policies =
        IntStream.range(0, 200)
            .mapToObj(i -> policy("app-" + i, labels("app", "app-" + i), "169.254.169.254/32"))
            .toList();
    WorkBudget few = new WorkBudget(WorkBudget.STEPS);
    WorkBudget many = new WorkBudget(WorkBudget.STEPS);

    evaluate(policies, pods(1_000), few);
    evaluate(policies, pods(5_000), many);

    // Two steps to see which kind of pod each one is.
    assertThat(few.left() - many.left()).isEqualTo(4_000 * 2);
  }

  @Test
  void aHundredThousandLabelsInOneSelectorAreNamedAndNothingIsChanged() {
    NetworkPolicy hostile = policy("hostile", labels(100_000), "10.0.0.0/8");
    List<NetworkPolicy> policies = List.of(policy("fine", labels(1), "10.0.0.0/8"), hostile);
    WorkBudget budget = new WorkBudget(WorkBudget.STEPS);

    Verdict verdict = evaluate(policies, pods(10), budget);

    assertThat(verdict.findings())
        .containsExactly(
            Finding.unknown(
                Reasons.TOO_COMPLEX,
                "Unknown which pods reach 169.254.169.254, and nothing is changed here, because the"
                    + " podSelector of NetworkPolicy hostile has more labels and values than are"
                    + " evaluated (64 KiB): select its pods by fewer"));
    assertThat(verdict.compliance()).isEqualTo(Compliance.UNKNOWN);
    assertThat(verdict.enforce()).isEmpty();
    assertThat(WorkBudget.STEPS - budget.left()).isLessThan(100);
  }

  @Test
  void withoutPodsItIsStillUnknownWhatBelongsThere() {
    Verdict verdict =
        evaluate(List.of(policy("hostile", labels(100_000), "10.0.0.0/8")), List.of());

    assertThat(reasons(verdict)).containsExactly(Reasons.TOO_COMPLEX);
    assertThat(verdict.enforce()).isEmpty();
  }

  @Test
  void ofIngressAloneNothingIsTooComplex() {
    NetworkPolicy hostile = policy("hostile", labels(100_000), "10.0.0.0/8");
    hostile.getSpec().setPolicyTypes(List.of("Ingress"));
    hostile.getSpec().setEgress(List.of());

    Verdict verdict = evaluate(List.of(hostile), pods(1));

    assertThat(verdict.enforce()).singleElement().isInstanceOf(Change.Create.class);
  }

  @Test
  void whatCanBeSaidWithoutPoliciesIsSaid() {
    NetworkPolicy hostile = policy("hostile", labels(100_000), "10.0.0.0/8");
    PodSnapshot agent = new PodSnapshot("Pod/agent", Map.of(), true, false);

    assertThat(reasons(evaluate(List.of(hostile), List.of(agent))))
        .containsExactly(Reasons.HOST_NETWORK, Reasons.TOO_COMPLEX);
  }

  @Test
  void manyPoliciesForManyKindsOfPodsExceedTheBudgetAndTheLargestIsNamed() {
    List<NetworkPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      policies.add(policy("policy-" + i, labels(100), "169.254.169.254/32"));
    }
    policies.add(policy("largest", labels(110), "169.254.169.254/32"));
    policies.add(policy("largest-too", labels(110), "169.254.169.254/32"));
    List<PodSnapshot> pods =
        IntStream.range(0, 3_000)
            .mapToObj(i -> new PodSnapshot("Pod/web-" + i, Map.of("key-0", "v" + i), false, false))
            .toList();

    Verdict verdict = evaluate(policies, pods);

    assertThat(verdict.findings())
        .containsExactly(
            Finding.unknown(
                Reasons.TOO_COMPLEX,
                "Unknown which pods reach 169.254.169.254, and nothing is changed here, because its"
                    + " policies take more than 10,000,000 steps to evaluate, most of them"
                    + " NetworkPolicy largest: simplify its podSelector, or use fewer policies"));
    assertThat(verdict.enforce()).isEmpty();
  }

  @Test
  void theBudgetIsSpentBeforeTheWork() {
    List<NetworkPolicy> policies = List.of(policy("one", labels(100), "10.0.0.0/8"));
    WorkBudget budget = new WorkBudget(50);

    assertThat(reasons(evaluate(policies, pods(1), budget))).containsExactly(Reasons.TOO_COMPLEX);
    assertThat(budget.left()).isPositive();
  }

  @Test
  void ourOwnPolicyThatWasMadeHugeIsRepaired() {
    NetworkPolicy ours = policy(PolicyNames.FIRST, labels(100_000), "0.0.0.0/0");
    ours.getMetadata().setLabels(Ownership.labels("uid-1"));

    Verdict verdict = evaluate(List.of(ours), pods(1));

    assertThat(reasons(verdict)).containsExactly(Reasons.NOT_RESTRICTED);
    assertThat(verdict.enforce()).singleElement().isInstanceOf(Change.Update.class);
  }

  @Test
  void whatWeMadeThereCanBeTakenBackAllTheSame() {
    NetworkPolicy ours = policy(PolicyNames.FIRST, labels(0), "0.0.0.0/0");
    ours.getMetadata().setLabels(Ownership.labels("uid-1"));
    NetworkPolicy hostile = policy("hostile", labels(100_000), "10.0.0.0/8");

    assertThat(evaluate(List.of(ours, hostile), pods(1)).cleanUp())
        .singleElement()
        .isInstanceOf(Change.Delete.class);
  }

  @Test
  void aPolicyOfOursIsNeverLargerThanTheCacheKeeps() {
    List<NetworkPolicy> policies =
        IntStream.range(0, 700)
            .mapToObj(i -> policy("app-" + i, labels("app", "app-" + i), "10.0.0.0/8"))
            .toList();

    Verdict verdict = evaluate(policies, List.of());

    assertThat(reasons(verdict)).containsExactly(Reasons.TOO_MANY_SELECTORS);
    assertThat(verdict.enforce()).isEmpty();
    assertThat(evaluate(policies.subList(0, 300), List.of()).enforce()).hasSize(1);
  }

  private static Verdict evaluate(List<NetworkPolicy> policies, List<PodSnapshot> pods) {
    return evaluate(policies, pods, new WorkBudget(WorkBudget.STEPS));
  }

  private static Verdict evaluate(
      List<NetworkPolicy> policies, List<PodSnapshot> pods, WorkBudget budget) {
    return InstanceMetadataControl.evaluate(namespace(policies, pods), BASELINE, budget);
  }

  private static List<String> reasons(Verdict verdict) {
    return verdict.findings().stream().map(Finding::reason).toList();
  }

  private static NamespaceSnapshot namespace(List<NetworkPolicy> policies, List<PodSnapshot> pods) {
    return new NamespaceSnapshot(
        "shop",
        "namespace-1",
        Map.of(),
        policies.stream().map(PolicySnapshot::of).toList(),
        pods,
        List.of(),
        new ClusterSnapshot(
            Map.of(NetworkEngine.CALICO, "v1"), false, false, false, false, false, null));
  }

  /** Pods that differ in a label for which no policy asks, as those of a StatefulSet do. */
  private static List<PodSnapshot> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new PodSnapshot(
                "Pod/web-" + i, Map.of("app", "web", "pod-name", "web-" + i), false, false))
        .toList();
  }

  private static LabelSelector labels(String key, String value) {
    return new LabelSelectorBuilder().addToMatchLabels(key, value).build();
  }

  private static LabelSelector labels(int count) {
    return new LabelSelectorBuilder()
        .withMatchLabels(
            IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key-" + i, _ -> "v")))
        .build();
  }

  private static NetworkPolicy policy(String name, LabelSelector pods, String block) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .withUid("uid-" + name)
        .withResourceVersion("1")
        .endMetadata()
        .withNewSpec()
        .withPodSelector(pods)
        .withPolicyTypes("Egress")
        .withEgress(
            new NetworkPolicyEgressRule(
                List.of(),
                List.of(new NetworkPolicyPeer(new IPBlock(block, List.of()), null, null))))
        .endSpec()
        .build();
  }
}
