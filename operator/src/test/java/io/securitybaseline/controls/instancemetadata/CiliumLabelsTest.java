package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which labels of a pod Cilium's policies can select it. */
class CiliumLabelsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "needs-imds",
        "app",
        "app.kubernetes.io/name",
        "contoso.com/needs-imds",
        "helm.sh/chart",
        "k8s-app"
      })
  void aPodsOwnLabelIsSeen(String key) {
    assertThat(CiliumLabels.DEFAULT.isPodsOwn(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetes.io/os",
        "k8s.io/cluster",
        "beta.kubernetes.io/os",
        "x.beta.kubernetes.io/os",
        "topology.kubernetes.io/zone",
        "statefulset.kubernetes.io/pod-name",
        "apps.kubernetes.io/pod-index",
        "batch.kubernetes.io/job-completion-index",
        "pod-template-hash",
        "controller-revision-hash",
        "controller-uid",
        "io.kubernetes.container.name"
      })
  void aLabelThatCiliumLeavesOutIsNotSeen(String key) {
    assertThat(CiliumLabels.DEFAULT.isPodsOwn(key)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.cilium.k8s.policy.serviceaccount",
        "io.cilium.k8s.policy.cluster",
        "io.cilium.k8s.namespace.labels.team",
        "io.kubernetes.pod.namespace"
      })
  void aLabelThatCiliumSetsItselfIsSeenAndNotThePodsOwn(String key) {
    assertThat(CiliumLabels.DEFAULT.includes(key)).isTrue();
    assertThat(CiliumLabels.DEFAULT.isPodsOwn(key)).isFalse();
  }

  @Test
  void aPatternThatNamesLabelsLeavesOutAllOthers() {
    CiliumLabels labels = CiliumLabels.configured("k8s:app k8s:team").orElseThrow();

    assertThat(labels.includes("team")).isTrue();
    assertThat(labels.includes("needs-imds")).isFalse();
    assertThat(labels.includes("io.kubernetes.pod.namespace")).isTrue();
  }

  @Test
  void aPatternWithAnExclamationMarkLeavesOutWhatItMatches() {
    CiliumLabels labels =
        CiliumLabels.configured("k8s:!io\\.cilium\\.k8s\\.namespace\\.labels,k8s:!needs-")
            .orElseThrow();

    assertThat(labels.includes("io.cilium.k8s.namespace.labels.team")).isFalse();
    assertThat(labels.includes("needs-imds")).isFalse();
    assertThat(labels.includes("app")).isTrue();
  }

  @Test
  void theLongerMatchDecides() {
    CiliumLabels labels = CiliumLabels.configured("!foo foo\\.bar").orElseThrow();

    assertThat(labels.includes("foo.bar")).isTrue();
    assertThat(labels.includes("foo.baz")).isFalse();
  }

  @Test
  void patternsOfOtherSourcesAreOfNoPod() {
    assertThat(CiliumLabels.configured("container:!app").orElseThrow().includes("app")).isTrue();
  }

  @Test
  void whatIsNoPatternIsUnknown() {
    assertThat(CiliumLabels.configured("k8s:[")).isEmpty();
    assertThat(CiliumLabels.configured("").orElseThrow().includes("app")).isTrue();
  }
}
