package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.facts.probe.ProbeResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The findings on probes: one for each reason, with the pools. */
final class ProbeFindings {

  private final List<ProbeStatus> results;
  private final List<Finding> findings = new ArrayList<>();

  private ProbeFindings(List<ProbeStatus> results) {
    this.results = results;
  }

  static List<Finding> of(List<ProbeStatus> results, Optional<String> obstacle) {
    ProbeFindings all = new ProbeFindings(results);
    all.reached();
    all.blockedWithoutPolicy();
    all.withoutEvidence();
    obstacle.map(text -> Finding.note(Reasons.NOT_PROBED, text)).ifPresent(all.findings::add);
    return List.copyOf(all.findings);
  }

  private void reached() {
    add(
        Reasons.REACHED_BY_PROBE,
        Severity.VIOLATION,
        probe -> ProbeEvidence.is(probe, Outcome.REACHED) && ProbeEvidence.isInPlace(probe),
        ProbeFindings::withMessage,
        "A probe reached 169.254.169.254 on node pool %s although the policy is in place: check the"
            + " network policy engine on its nodes");
    add(
        Reasons.REACHED_BY_PROBE,
        Severity.NOTE,
        probe -> ProbeEvidence.is(probe, Outcome.REACHED) && !ProbeEvidence.isInPlace(probe),
        ProbeFindings::withMessage,
        "A probe reached 169.254.169.254 on node pool %s, where the operator's policy is not in"
            + " place: Enforce creates it");
  }

  /** Without the policy, the platform's own restriction is what blocks. */
  private void blockedWithoutPolicy() {
    add(
        Reasons.BLOCKED_BY_PROBE,
        Severity.NOTE,
        probe -> ProbeEvidence.is(probe, Outcome.BLOCKED) && !ProbeEvidence.isInPlace(probe),
        ProbeStatus::pool,
        "169.254.169.254 is blocked on node pool %s without the operator's policy, for example by"
            + " the IMDS restriction of AKS: no action is needed");
  }

  private void withoutEvidence() {
    add(
        Reasons.PROBE_INCONCLUSIVE,
        Severity.NOTE,
        probe -> ProbeEvidence.is(probe, Outcome.INCONCLUSIVE),
        ProbeFindings::withMessage,
        "The probe of node pool %s shows nothing and is repeated: fix the cause");
    add(
        Reasons.PROBE_STALE,
        Severity.NOTE,
        probe -> ProbeSection.OLD.equals(probe.message()),
        ProbeStatus::pool,
        "The last probe of node pool %s is too old to show anything: check whether pods can start"
            + " in namespace security-baseline-probe");
    add(
        Reasons.NOT_PROBED,
        Severity.NOTE,
        probe -> ProbeDecision.WINDOWS.equals(probe.message()),
        ProbeStatus::pool,
        "Node pool %s runs Windows, for which there is no probe: no action is needed");
  }

  private static String withMessage(ProbeStatus probe) {
    return "%s (%s)".formatted(probe.pool(), ProbeBasis.orEmpty(probe.message()));
  }

  private void add(
      String reason,
      Severity severity,
      Predicate<ProbeStatus> which,
      Function<ProbeStatus, String> name,
      String message) {
    List<String> named = results.stream().filter(which).map(name).distinct().toList();
    if (!named.isEmpty()) {
      String more =
          named.size() > Phrases.NAMED
              ? " and %,d more".formatted(named.size() - Phrases.NAMED)
              : "";
      String list = named.stream().limit(Phrases.NAMED).collect(Collectors.joining(", "));
      findings.add(new Finding(reason, severity, Phrases.bounded(message.formatted(list + more))));
    }
  }
}
