package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.probe.ProbePod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Everything that is known when it is decided which pools to probe.
 *
 * @param image the image of the pods
 * @param baselineUid the owner of the pods
 * @param engine the network policy engine with its version
 * @param covered the namespaces in which the operator's policy is in place for pods of probes
 * @param interval after which a result is old
 * @param pods those that there are
 * @param stored the results in the status
 */
record ProbeInput(
    Instant now,
    String image,
    String baselineUid,
    String engine,
    Set<String> covered,
    Duration interval,
    List<ProbePod> pods,
    List<ProbeStatus> stored) {

  ProbeInput {
    covered = Set.copyOf(covered);
    pods = List.copyOf(pods);
    stored = List.copyOf(stored);
  }

  ProbeBasis basis(ProbeTarget target) {
    return new ProbeBasis(
        target.nodeImage(),
        engine,
        covered.contains(target.namespace()) ? ProbeBasis.IN_PLACE : ProbeBasis.NOT_IN_PLACE);
  }
}
