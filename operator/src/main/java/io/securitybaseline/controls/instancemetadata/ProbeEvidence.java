package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.Verification;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespacePlacement;
import io.securitybaseline.facts.NodeSnapshots;
import io.securitybaseline.facts.probe.ProbeResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the results of probes show beyond policies: a packet decides where the engine is not known.
 *
 * @param probes the results, by pool
 */
record ProbeEvidence(List<ProbeStatus> probes) {

  private static final String KARPENTER = "karpenter/";

  ProbeEvidence {
    probes = List.copyOf(probes);
  }

  static ProbeEvidence of(Baseline baseline, ClusterSnapshot cluster) {
    return new ProbeEvidence(
        baseline.spec().instanceMetadata().verification() == Verification.PROBE
            ? cluster.probes()
            : List.of());
  }

  /** The verdict on what concerns the cluster. */
  Verdict decide(Verdict verdict) {
    if (!isBlockedEverywhere()) {
      return verdict;
    }
    return new Verdict(
        verdict.findings().stream().map(ProbeEvidence::decided).toList(),
        verdict.enforce(),
        verdict.cleanUp());
  }

  /** The verdict on a namespace, whose pods may run on every pool that its placement allows. */
  Verdict ofNamespace(Verdict verdict, String namespace, NamespacePlacement placement) {
    if (probes.isEmpty()) {
      return verdict;
    }
    Verdict decided = decide(verdict);
    String pools = reached(namespace, placement);
    if (pools.isEmpty()) {
      return decided;
    }
    List<Finding> findings = new ArrayList<>(decided.findings());
    findings.add(
        Finding.violation(
            Reasons.REACHED_BY_PROBE,
            Phrases.bounded(
                "Pods reach 169.254.169.254 although the policy is in place, as a probe found out on %s: see status.instanceMetadata.probes"
                    .formatted(pools))));
    return new Verdict(
        findings.stream().sorted(Finding.MOST_SEVERE_FIRST).toList(),
        decided.enforce(),
        decided.cleanUp());
  }

  /** The pools on which a probe reached the address although the policy is in place. */
  private String reached(String namespace, NamespacePlacement placement) {
    return probes.stream()
        .filter(ProbeEvidence::isInPlace)
        .filter(probe -> is(probe, Outcome.REACHED))
        .filter(probe ->
            probe.ofNamespace()
                ? probe.pool().equals(ProbeStatus.NAMESPACE + namespace)
                : mayHost(probe, placement))
        .map(ProbeStatus::pool)
        .distinct()
        .limit(Phrases.NAMED)
        .collect(Collectors.joining(", "));
  }

  /** Whether every pool on which pods run was probed, and the policy blocked the address. */
  private boolean isBlockedEverywhere() {
    List<ProbeStatus> pools = probes.stream().filter(probe -> !probe.ofNamespace()).toList();
    return !pools.isEmpty()
        && pools.stream().allMatch(probe -> isInPlace(probe) && is(probe, Outcome.BLOCKED));
  }

  /** A pool of AKS has one name under two labels; probes run on Linux. */
  private static boolean mayHost(ProbeStatus probe, NamespacePlacement placement) {
    String pool = probe.pool();
    boolean isOfKarpenter = pool.startsWith(KARPENTER);
    boolean isNamed = !pool.startsWith("(");
    boolean allowsPool =
        isOfKarpenter
            ? placement.allows(NodeSnapshots.KARPENTER_POOL, pool.substring(KARPENTER.length()))
            : !isNamed
                || (placement.allows(NodeSnapshots.AGENT_POOL, pool)
                    && placement.allows(NodeSnapshots.LEGACY_AGENT_POOL, pool));
    return allowsPool
        && placement.allowsLinux()
        && (probe.architecture() == null
            || placement.allows(NodeSnapshots.ARCHITECTURE, probe.architecture()));
  }

  private static Finding decided(Finding finding) {
    return switch (finding.reason()) {
      case Reasons.ENGINE_UNKNOWN, Reasons.NOT_ENFORCED ->
          Finding.note(
              Reasons.BLOCKED_BY_PROBE,
              "Probes on every node pool found 169.254.169.254 blocked, which decides %s: no action is needed"
                  .formatted(finding.reason()));
      default -> finding;
    };
  }

  static boolean isInPlace(ProbeStatus probe) {
    return ProbeBasis.IN_PLACE.equals(probe.policy());
  }

  static boolean is(ProbeStatus probe, Outcome outcome) {
    return probe.result().equals(outcome.shown());
  }
}
