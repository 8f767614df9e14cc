package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.NamespacePlacement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which namespaces a result of a probe counts for. */
class ProbeEvidenceTest {

  private static final Verdict NOTHING = new Verdict(List.of(), List.of(), List.of());

  /** The label that the placement asks for, by the admission plugin PodNodeSelector. */
  @ParameterizedTest
  @CsvSource({
    "np1, team, a, true",
    "np1, kubernetes.azure.com/agentpool, np1, true",
    "np1, kubernetes.azure.com/agentpool, np2, false",
    "np1, agentpool, np2, false",
    "np1, kubernetes.io/os, windows, false",
    "np1, kubernetes.io/os, linux, true",
    "np1, kubernetes.io/arch, arm64, false",
    "np1, kubernetes.io/arch, amd64, true",
    "karpenter/batch, karpenter.sh/nodepool, batch, true",
    "karpenter/batch, karpenter.sh/nodepool, web, false",
    "(none), agentpool, np2, true"
  })
  void aReachedPoolCountsForTheNamespacesThatItMayHost(
      String pool, String key, String value, boolean counts) {
    assertThat(isViolated("shop", pool, new NamespacePlacement(Map.of(key, value))))
        .isEqualTo(counts);
  }

  @Test
  void aPoolMayHostEveryNamespaceWithoutAPlacement() {
    assertThat(isViolated("shop", "np1", NamespacePlacement.ANYWHERE)).isTrue();
  }

  @Test
  void aProbeInANamespaceCountsForThatOneAlone() {
    assertThat(isViolated("shop", "namespace/shop", NamespacePlacement.ANYWHERE)).isTrue();
    assertThat(isViolated("pay", "namespace/shop", NamespacePlacement.ANYWHERE)).isFalse();
  }

  /** Its pods can be forged by clients of the namespace. */
  @Test
  void aProbeInANamespaceDecidesNothingAboutTheCluster() {
    Finding unknown = Finding.unknown(Reasons.ENGINE_UNKNOWN, "x");
    Verdict verdict = new Verdict(List.of(unknown), List.of(), List.of());

    assertThat(evidence(probe("namespace/shop", "Blocked", null)).decide(verdict))
        .isEqualTo(verdict);
    assertThat(
            evidence(probe("np1", "Blocked", "amd64"), probe("namespace/shop", "Reached", null))
                .decide(verdict)
                .findings())
        .extracting(Finding::reason)
        .containsExactly(Reasons.BLOCKED_BY_PROBE);
  }

  private static boolean isViolated(String namespace, String pool, NamespacePlacement placement) {
    return evidence(probe(pool, "Reached", pool.startsWith("namespace/") ? null : "amd64"))
        .ofNamespace(NOTHING, namespace, placement)
        .findings()
        .stream()
        .anyMatch(finding -> finding.reason().equals(Reasons.REACHED_BY_PROBE));
  }

  private static ProbeEvidence evidence(ProbeStatus... probes) {
    return new ProbeEvidence(List.of(probes));
  }

  private static ProbeStatus probe(String pool, String result, @Nullable String architecture) {
    return new ProbeStatus(
        pool, architecture, result, "m", ProbeBasis.IN_PLACE, "", "Calico", "2026-11-24T10:00:00Z");
  }
}
