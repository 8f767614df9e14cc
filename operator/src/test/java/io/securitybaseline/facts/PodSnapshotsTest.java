package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSnapshotsTest {
  private static final ClusterSnapshot CLUSTER =
      new ClusterSnapshot(Map.of(), false, false, false, false, false, null);

  @Test
  void plainPod() {
    assertThat(of(pod("web", "Running")))
        .isEqualTo(new PodSnapshot("Pod/web", Map.of("app", "web"), false, false));
  }

  @Test
  void podWithoutLabelsOrSpec() {
    var bare = new PodBuilder().withNewMetadata().withName("bare").endMetadata().build();
    bare.getMetadata().setLabels(null);

    assertThat(of(bare)).isEqualTo(new PodSnapshot("Pod/bare", Map.of(), false, false));
  }

  @Test
  void hostNetworkIsOutsideEveryPolicy() {
    var pod = pod("web", "Running");
    pod.getSpec().setHostNetwork(true);

    assertThat(of(pod).hostNetwork()).isTrue();
  }

  @Test
  void windowsIsReportedByNodeOsAndSelector() {
    var placed = pod("a", "Running");
    placed.getSpec().setNodeName("win-1");
    var asked = new PodBuilder(pod("b", "Pending")).editSpec().withNewOs("windows").endSpec();
    var selected = pod("c", "Pending");
    selected.getSpec().setNodeSelector(Map.of("kubernetes.io/os", "windows"));
    var linux =
        new PodBuilder(pod("d", "Pending"))
            .editSpec()
            .withNewOs("linux")
            .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
            .withNodeName("lin-1")
            .endSpec();

    assertThat(of(placed).windows()).isTrue();
    assertThat(of(asked.build()).windows()).isTrue();
    assertThat(of(selected).windows()).isTrue();
    assertThat(of(linux.build()).windows()).isFalse();
  }

  /** A RuntimeClass may select nodes, but would take a watch and a permission of its own. */
  @Test
  void aRuntimeClassForWindowsIsSeenOnceThePodHasANode() {
    var pending = pod("a", "Pending");
    pending.getSpec().setRuntimeClassName("windows-2022");
    var placed = pod("a", "Running");
    placed.getSpec().setRuntimeClassName("windows-2022");
    placed.getSpec().setNodeName("win-1");

    assertThat(of(pending).windows()).isFalse();
    assertThat(of(placed).windows()).isTrue();
  }

  @ParameterizedTest(name = "{0}: finished {1}")
  @CsvSource({
    "Pending, false",
    "Running, false",
    "Unknown, false",
    "Succeeded, true",
    "Failed, true",
    ", false",
  })
  void finishedPodsReachNothing(@Nullable String phase, boolean finished) {
    assertThat(PodSnapshots.isFinished(pod("web", phase))).isEqualTo(finished);
    assertThat(PodSnapshots.isFinished(new Pod())).isFalse();
  }

  @Test
  void namespaceHoldsWhatRunsAndTemplatesOnlyWhereNothingDoes() {
    var template = new PodSnapshot("Deployment/web", Map.of(), false, false);

    var running = snapshot(List.of(pod("web", "Running"), pod("job", "Succeeded")), template);
    var idle = snapshot(List.of(pod("job", "Failed")), template);

    assertThat(running.pods()).extracting(PodSnapshot::origin).containsExactly("Pod/web");
    assertThat(running.templates()).isEmpty();
    assertThat(idle.pods()).isEmpty();
    assertThat(idle.templates()).containsExactly(template);
  }

  @Test
  void namespaceIsKnownByNameUidAndLabels() {
    var snapshot = snapshot(List.of(), new PodSnapshot("x", Map.of(), false, false));

    assertThat(snapshot.name()).isEqualTo("shop");
    assertThat(snapshot.uid()).isEqualTo("uid-1");
    assertThat(snapshot.labels()).isEmpty();
    assertThat(snapshot.cluster()).isEqualTo(CLUSTER);
  }

  private static NamespaceSnapshot snapshot(List<Pod> pods, PodSnapshot template) {
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("shop")
            .withUid("uid-1")
            .endMetadata()
            .build();
    namespace.getMetadata().setLabels(null);
    return NamespaceSnapshots.of(
        namespace, List.of(), pods, () -> List.of(template), CLUSTER, _ -> false);
  }

  private static PodSnapshot of(Pod pod) {
    return PodSnapshots.of(pod, node -> node.startsWith("win"));
  }

  private static Pod pod(String name, @Nullable String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("app", name))
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
