package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The probes of node pools: with the nodes of {@code in-nodes.yaml}, and with the pods of {@code
 * in-probe-pods.yaml} and the policies of {@code in-policies.yaml} in their namespace.
 *
 * @param now RFC 3339
 * @param image null where the operator does not know its image
 * @param withoutNamespace whether the namespace of probes is missing
 * @param requestable the namespaces in which a probe may be requested
 * @param stored the results in the status
 */
record ProbeCase(
    @Nullable String now,
    @Nullable String image,
    boolean withoutNamespace,
    @Nullable List<String> requestable,
    @Nullable List<ProbeStatus> stored) {

  /** The verdict on the case, if it is one of probes. */
  static Optional<Verdict> verdict(GoldenCase golden, ClusterSnapshot cluster, Baseline baseline) {
    return golden
        .one("in-probes.yaml", ProbeCase.class)
        .map(probes -> probes.evaluated(golden, cluster, baseline));
  }

  private Verdict evaluated(GoldenCase golden, ClusterSnapshot cluster, Baseline baseline) {
    List<ProbeStatus> known = Objects.requireNonNullElse(stored, List.of());
    GoldenInput input = new GoldenInput(baseline).cluster(cluster.probed(known));
    if (now != null) {
      input.now(Instant.parse(now));
    }
    if (image != null) {
      input.probes(
          new ProbeSetup(image, Set.copyOf(Objects.requireNonNullElse(requestable, List.of()))));
    }
    if (!withoutNamespace) {
      input.resources.add(
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(ProbePods.NAMESPACE)
              .withUid("probe-namespace")
              .endMetadata()
              .build());
    }
    golden.all("in-namespaces.yaml", Namespace.class).forEach(input.resources::add);
    golden.all("in-nodes.yaml", Node.class).forEach(input.resources::add);
    golden.all("in-probe-pods.yaml", Pod.class).forEach(input.resources::add);
    golden.all("in-policies.yaml", NetworkPolicy.class).forEach(input.resources::add);
    return joined(
        input.evaluations(new InstanceMetadataModule(), new Scope.WholeCluster()).stream()
            .filter(evaluation -> evaluation.subject().kind().startsWith("NodePool"))
            .map(Evaluation::verdict)
            .toList());
  }

  private static Verdict joined(List<Verdict> verdicts) {
    Stream<Finding> findings = verdicts.stream().flatMap(each -> each.findings().stream());
    Stream<Change> changes = verdicts.stream().flatMap(each -> each.enforce().stream());
    Stream<Change> cleanUp = verdicts.stream().flatMap(each -> each.cleanUp().stream());
    return new Verdict(findings.toList(), changes.toList(), cleanUp.toList());
  }
}
