package io.securitybaseline.facts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.facts.BindingPruning;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.Marker.Cause;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeepingTest {

  private final Pruning pruning = new Pruning();
  private final NamespaceBudget budget = new NamespaceBudget();
  private final PruningItemStore<Pod> pods = new PruningItemStore<>(pruning.pods(), budget);

  @Test
  void ordinaryObjectsAreKept() {
    assertThat(Marker.isOn(pruning.pods().apply(pod("web", 100)))).isFalse();
    assertThat(Marker.isOn(bindings().apply(binding("edit", 2000)))).isFalse();
  }

  @Test
  void ofOneThatIsTooLargeAMarkerIsKept() {
    Pod kept = pruning.pods().apply(pod("web", 10_000));

    assertThat(kept.getMetadata().getLabels()).isEmpty();
    assertThat(kept.getMetadata().getName()).isEqualTo("web");
    assertThat(Marker.of(kept))
        .hasValueSatisfying(marker -> {
          assertThat(marker.cause()).isEqualTo(Cause.TOO_LARGE);
          assertThat(marker.kind()).isEqualTo("Pod");
          assertThat(marker.bytes()).isGreaterThan(1_000_000);
        });
    assertThat(pruning.pods().apply(kept)).isSameAs(kept);
    assertThat(Marker.of(bindings().apply(binding("edit", 20_000))))
        .map(Marker::cause)
        .contains(Cause.TOO_LARGE);
    assertThat(Marker.of(pruning.workloads(WorkloadKind.DEPLOYMENT).apply(deployment(10_000))))
        .map(Marker::kind)
        .contains("Deployment");
  }

  @Test
  void aNameThatNoOtherKindMayHaveIsNotKept() {
    RoleBinding long1 = binding("n".repeat(200_000) + "1", 1);
    RoleBinding long2 = binding("n".repeat(200_000) + "2", 1);
    PruningItemStore<RoleBinding> store = new PruningItemStore<>(bindings(), budget);

    store.put(store.getKey(long1), long1);
    store.put(store.getKey(long2), long2);

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.values())
        .allSatisfy(kept -> assertThat(kept.getMetadata().getName()).hasSize(253));
    assertThat(store.values().map(store::getKey))
        .containsExactlyInAnyOrder(store.getKey(long1), store.getKey(long2))
        .allSatisfy(key -> assertThat(key).hasSizeLessThan(100));
  }

  @Test
  void aNamespaceHasRoomForSoMuchAndNoMore() {
    for (int i = 0; i < 2000; i++) {
      put(pod("web-" + i, 290));
    }

    assertThat(budget.used("shop")).isLessThan(NamespaceBudget.MOST * 11 / 10);
    assertThat(pods.values().filter(Marker::isOn).map(pod -> Marker.of(pod).orElseThrow().cause()))
        .isNotEmpty()
        .containsOnly(Cause.NAMESPACE_TOO_LARGE);
    assertThat(pods.values().filter(pod -> !Marker.isOn(pod)).count()).isGreaterThan(400);
  }

  @Test
  void whatGoesOrShrinksMakesRoom() {
    for (int i = 0; i < 2000; i++) {
      put(pod("web-" + i, 290));
    }
    Pod last = pod("web-1999", 290);
    for (int i = 0; i < 100; i += 2) {
      put(pod("web-" + i, 1));
      pods.remove(pods.getKey(pod("web-" + (i + 1), 1)));
    }

    put(last);

    assertThat(Marker.isOn(Objects.requireNonNull(pods.get(pods.getKey(last))))).isFalse();
    for (int i = 0; i < 2000; i++) {
      pods.remove(pods.getKey(pod("web-" + i, 1)));
    }
    assertThat(budget.used("shop")).isZero();
  }

  @Test
  void tenThousandOrdinaryPodsFit() {
    for (int i = 0; i < 10_000; i++) {
      put(pod("web-" + i, 6));
    }

    assertThat(pods.values().filter(Marker::isOn)).isEmpty();
  }

  @Test
  void becomingAMarkerAndBecomingNoneMatter() {
    Pod small = pod("web", 0);
    Pod large = pod("web", 10_000);

    assertThat(PodWatches.PODS.triggers(small, pruning.pods().apply(large))).isTrue();
    assertThat(PodWatches.PODS.triggers(large, pruning.pods().apply(small))).isTrue();
    assertThat(PodWatches.PODS.triggers(small, pruning.pods().apply(small))).isFalse();
  }

  private void put(Pod pod) {
    pods.put(pods.getKey(pod), pod);
  }

  private static Keeping<RoleBinding> bindings() {
    return new BindingPruning().roleBindings();
  }

  private static Pod pod(String name, int labels) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .withLabels(labels(labels))
        .endMetadata()
        .build();
  }

  private static Deployment deployment(int labels) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("shop")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels(labels))
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(int count) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      labels.put("example.com/label-" + i, "value-" + i);
    }
    return labels;
  }

  private static RoleBinding binding(String name, int subjects) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
        .withSubjects(
            IntStream.range(0, subjects)
                .mapToObj(i ->
                    new Subject(
                        "rbac.authorization.k8s.io",
                        "User",
                        "user-%d@contoso.com".formatted(i),
                        null))
                .toList())
        .build();
  }
}
