package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Cilium's agents run, which version all of them have, and how they are configured. */
class CiliumAgentsTest {

  @ParameterizedTest(name = "{0} beside a template of {1}: {2}")
  @CsvSource({
    "v1.15.19 v1.16.3, v1.16.3, v1.15.19",
    "v1.16.3, v1.15.19, v1.15.19",
    "v1.9.18 v1.16.3, v1.16.3, v1.9.18",
    "v1.17.4-250610 v1.17.14, v1.17.14, v1.17.4-250610",
    "v1.18.2 latest, v1.18.2, ''",
  })
  void theOldestVersionThatRunsCounts(String running, String template, String oldest) {
    List<Pod> pods =
        Stream.of(running.split(" ", -1)).map(tag -> pod("kube-system", "cilium:" + tag)).toList();

    assertThat(versionOf("cilium:" + template, pods)).isEqualTo(oldest);
  }

  @Test
  void anAgentIsCurrentBeforeTheDaemonSetReportsIt() {
    DaemonSet updating = daemonSet("kube-system", "cilium", "cilium:v1.17.4");
    updating.getStatus().setUpdatedNumberScheduled(0);

    EngineAgents agents = agents(List.of(updating), List.of(pod("kube-system", "cilium:v1.16.3")));

    assertThat(agents.running()).isEqualTo(Map.of(NetworkEngine.CILIUM, "v1.16.3"));
    assertThat(agents.updating()).isEmpty();
  }

  @Test
  void podsInOtherNamespacesAndFinishedOnesAreNoAgents() {
    Pod finished = pod("kube-system", "cilium:v1.10.0");
    finished.getStatus().setPhase("Succeeded");

    assertThat(versionOf("cilium:v1.18.2", List.of(finished, pod("shop", "cilium:v1.10.0"))))
        .isEqualTo("v1.18.2");
  }

  @ParameterizedTest
  @CsvSource({
    "app.kubernetes.io/version, 1.18.2, 1.18.2",
    "helm.sh/chart, cilium-1.18.2, 1.18.2",
    "helm.sh/chart, cilium-v1.18.2, v1.18.2",
    "other, 1.18.2, ''",
  })
  void anImageByDigestTakesItsVersionFromALabel(String label, String value, String version) {
    Pod pod = pod("kube-system", "cilium@sha256:0123");
    pod.getMetadata().getLabels().put(label, value);

    assertThat(versionOf("cilium@sha256:0123", List.of(pod))).isEqualTo(version);
    assertThat(versionOf("cilium@sha256:0123", List.of(kept(pod)))).isEqualTo(version);
  }

  @Test
  void agentsAreFoundInAnotherNamespaceByTheirLabelWhereTheirApiIsServed() {
    List<DaemonSet> elsewhere = List.of(daemonSet("cilium", "agent", "cilium:v1.17.4"));

    assertThat(names(elsewhere, true)).containsExactly("cilium/agent");
    assertThat(names(elsewhere, false)).isEmpty();
  }

  @Test
  void whoMayCreateADaemonSetCannotPassForCilium() {
    DaemonSet known = daemonSet("kube-system", "cilium", "cilium:v1.18.2");
    DaemonSet tenants = daemonSet("shop", "cilium", "cilium:v1.10.0");
    DaemonSet withoutHostNetwork = daemonSet("network", "cilium", "cilium:v1.10.0");
    withoutHostNetwork.getSpec().getTemplate().getSpec().setHostNetwork(false);

    assertThat(names(List.of(known, tenants), true)).containsExactly("kube-system/cilium");
    assertThat(names(List.of(withoutHostNetwork), true)).isEmpty();
    assertThat(names(List.of(daemonSet("network", "cilium", "cilium:v1.18.2"), tenants), true))
        .isEmpty();
  }

  @Test
  void onlyTheSettingsInTheNamespaceOfTheAgentsCount() {
    List<ConfigMap> all = List.of(config("shop", "true"), config("kube-system", "false"));

    CiliumConfig config = CiliumConfig.in("kube-system", all.stream());

    assertThat(config)
        .isEqualTo(
            new CiliumConfig(
                "kube-system/cilium-config", new TreeMap<>(Map.of("policy-audit-mode", "false"))));
    assertThat(CiliumConfig.in("cilium", all.stream())).isEqualTo(CiliumConfig.DEFAULT);
  }

  private static String versionOf(String template, List<Pod> pods) {
    return Objects.requireNonNull(
        agents(List.of(daemonSet("kube-system", "cilium", template)), pods)
            .running()
            .get(NetworkEngine.CILIUM));
  }

  private static EngineAgents agents(List<DaemonSet> daemonSets, List<Pod> pods) {
    return EngineAgents.of(
        ClusterObservation.running(
            ClusterObservation.agents(daemonSets, TigeraNamespaces.NONE, true), pods));
  }

  private static List<String> names(List<DaemonSet> daemonSets, boolean served) {
    return ClusterObservation.agents(
            daemonSets.stream().map(AgentPruning::prune).toList(), TigeraNamespaces.NONE, served)
        .stream()
        .map(EngineAgent::name)
        .toList();
  }

  private static Pod kept(Pod pod) {
    return PodWatches.AGENTS.form().reduction().apply(Interners.create()).apply(pod);
  }

  private static ConfigMap config(String namespace, String auditMode) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("cilium-config")
        .endMetadata()
        .withData(Map.of("policy-audit-mode", auditMode, "debug", "true"))
        .build();
  }

  private static Pod pod(String namespace, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("cilium-" + image.hashCode())
        .addToLabels("k8s-app", "cilium")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withImage(image)
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .endStatus()
        .build();
  }

  private static DaemonSet daemonSet(String namespace, String name, String image) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addToLabels("k8s-app", "cilium")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .withHostNetwork(true)
        .addNewContainer()
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .withNewStatus()
        .withDesiredNumberScheduled(2)
        .withNumberReady(2)
        .withUpdatedNumberScheduled(2)
        .endStatus()
        .build();
  }
}
