package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineAgentTest {

  @ParameterizedTest(name = "{0}/{1} is {2}")
  @CsvSource({
    "kube-system, azure-npm, AZURE_NPM",
    "kube-system, calico-node, CALICO",
    "calico-system, calico-node, CALICO",
    "kube-system, cilium, CILIUM"
  })
  void engineIsKnownByItsAgent(String namespace, String name, NetworkEngine engine) {
    assertThat(engines(verified(), ready(namespace, name, "registry.test/" + name + ":v1.2.3")))
        .isEqualTo(new EngineAgents(Map.of(engine, "v1.2.3"), Set.of(), Set.of(), Set.of()));
  }

  @ParameterizedTest(name = "{0}/{1} is no engine")
  @CsvSource({
    "kube-system, azure-npm-win",
    "kube-system, kube-proxy",
    "calico-system, cilium",
    "calico-system, azure-npm",
    "shop, calico-node"
  })
  void otherAgentsAreNoEngine(String namespace, String name) {
    assertThat(engines(verified(), ready(namespace, name, "agent:1"))).isEqualTo(EngineAgents.NONE);
  }

  @Test
  void anAgentInANamespaceThatTheTigeraOperatorDoesNotOwnIsNoEngine() {
    var agent = ready("calico-system", "calico-node", "node:v3.31");

    assertThat(engines(TigeraNamespaces.NONE, agent)).isEqualTo(EngineAgents.NONE);
    assertThat(engines(new TigeraNamespaces(new TreeSet<>(), sorted("calico-system")), agent))
        .isEqualTo(EngineAgents.NONE);
  }

  @ParameterizedTest(name = "{1} of {0} pods ready: running is {2}")
  @CsvSource({
    "0, 0, false",
    "3, 0, false",
    "3, 1, false",
    "4, 2, false",
    "3, 2, true",
    "1, 1, true",
    "1000, 501, true"
  })
  void anEngineRunsIfItsAgentsAreReadyOnMostNodes(int desired, int ready, boolean running) {
    EngineAgents engines = engines(verified(), cilium(desired, ready, desired, 1L));

    assertThat(engines.running().containsKey(NetworkEngine.CILIUM)).isEqualTo(running);
    assertThat(engines.notReady().contains(NetworkEngine.CILIUM)).isNotEqualTo(running);
  }

  @Test
  void aDaemonSetWithoutStatusDoesNotRun() {
    var bare =
        new DaemonSetBuilder()
            .withNewMetadata()
            .withNamespace("kube-system")
            .withName("cilium")
            .endMetadata()
            .build();

    assertThat(engines(verified(), bare).notReady()).containsExactly(NetworkEngine.CILIUM);
  }

  @Test
  void twoEnginesAreBothSeen() {
    assertThat(
            engines(
                verified(),
                ready("kube-system", "azure-npm", "npm:v1.6"),
                ready("kube-system", "cilium", "cilium:1.18.2"),
                ready("calico-system", "calico-node", "node:v3.31")))
        .extracting(engines -> engines.running().keySet())
        .isEqualTo(Set.of(NetworkEngine.values()));
  }

  @ParameterizedTest(name = "{0} of 3 updated, generation {1} of 2 observed: updating is {2}")
  @CsvSource({"3, 2, false", "2, 2, true", "0, 2, true", "3, 1, true"})
  void theVersionIsThatOfAllAgents(int updated, long observed, boolean updating) {
    EngineAgents engines = engines(verified(), generationTwo(cilium(3, 3, updated, observed)));

    assertThat(engines.updating().contains(NetworkEngine.CILIUM)).isEqualTo(updating);
    assertThat(engines.running()).isEqualTo(Map.of(NetworkEngine.CILIUM, updating ? "" : "1.18.2"));
  }

  @ParameterizedTest(name = "{0} has tag {1}")
  @CsvSource({
    "cilium:1.18.2, 1.18.2",
    "registry.test:5000/oss/cilium:1.18.2-0, 1.18.2-0",
    "registry.test:5000/oss/cilium, ''",
    "cilium, ''",
    "cilium:1.18.2@sha256:0123, 1.18.2",
    "registry.test:5000/cilium@sha256:0123, ''",
    "'', ''",
  })
  void versionIsTheTagOfTheImage(String image, String version) {
    assertThat(engines(verified(), ready("kube-system", "cilium", image)).running())
        .isEqualTo(Map.of(NetworkEngine.CILIUM, version));
  }

  @Test
  void versionComesFromTheFirstContainerThatHasOne() {
    var agent = ready("kube-system", "cilium", null, "side@sha256:1", "cilium:1.17.0", "late:9");

    assertThat(engines(verified(), agent).running())
        .isEqualTo(Map.of(NetworkEngine.CILIUM, "1.17.0"));
  }

  @ParameterizedTest(name = "from {0} to {1} ready, from {2} to {3} updated: {4}")
  @CsvSource({
    "0, 1, 9, 9, true",
    "1, 2, 9, 9, false",
    "2, 4, 9, 9, false",
    "4, 5, 9, 9, true",
    "5, 9, 9, 9, false",
    "9, 4, 9, 9, true",
    "9, 9, 9, 0, true",
    "9, 9, 0, 1, false",
    "9, 9, 1, 8, false",
    "9, 9, 8, 9, true",
  })
  void anUpdateMattersIfADecisionDependsOnIt(
      int readyBefore, int ready, int updatedBefore, int updated, boolean matters) {
    assertThat(
            EngineWatches.AGENTS
                .getFirst()
                .triggers(cilium(9, ready, updated, 1L), cilium(9, readyBefore, updatedBefore, 1L)))
        .isEqualTo(matters);
  }

  @Test
  void anotherImageMatters() {
    var before = ready("kube-system", "cilium", "cilium:1.15.0");
    var after = ready("kube-system", "cilium", "cilium:1.16.0");
    var proxy = ready("kube-system", "kube-proxy", "proxy:1");

    assertThat(EngineWatches.AGENTS.getFirst().triggers(after, before)).isTrue();
    assertThat(EngineWatches.AGENTS.getFirst().triggers(after, after)).isFalse();
    assertThat(
            EngineWatches.AGENTS
                .getFirst()
                .triggers(ready("kube-system", "kube-proxy", "proxy:2"), proxy))
        .isFalse();
  }

  private static EngineAgents engines(TigeraNamespaces tigera, DaemonSet... daemonSets) {
    return EngineAgents.of(ClusterObservation.agents(List.of(daemonSets), tigera, true));
  }

  private static TigeraNamespaces verified() {
    return new TigeraNamespaces(sorted("calico-system"), new TreeSet<>());
  }

  private static SortedSet<String> sorted(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private static DaemonSet cilium(int desired, int ready, int updated, long observed) {
    return daemonSet("kube-system", "cilium", new int[] {desired, ready, updated}, "cilium:1.18.2")
        .editStatus()
        .withObservedGeneration(observed)
        .endStatus()
        .build();
  }

  private static DaemonSet generationTwo(DaemonSet daemonSet) {
    return daemonSet.edit().editMetadata().withGeneration(2L).endMetadata().build();
  }

  private static DaemonSet ready(String namespace, String name, @Nullable String... images) {
    return daemonSet(namespace, name, new int[] {3, 3, 3}, images).build();
  }

  /** Counts are those of nodes: desired, ready, updated. */
  private static DaemonSetBuilder daemonSet(
      String namespace, String name, int[] counts, @Nullable String... images) {
    var template =
        new DaemonSetBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withGeneration(1L)
            .endMetadata()
            .withNewStatus()
            .withObservedGeneration(1L)
            .withDesiredNumberScheduled(counts[0])
            .withNumberReady(counts[1])
            .withUpdatedNumberScheduled(counts[2])
            .endStatus()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec();
    for (String image : images) {
      template.addNewContainer().withImage(image).endContainer();
    }
    return template.endSpec().endTemplate().endSpec();
  }
}
