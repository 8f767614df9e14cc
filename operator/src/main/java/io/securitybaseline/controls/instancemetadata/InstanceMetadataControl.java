package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.EngineChoice;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.Withheld;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No pod of a user namespace reaches the instance metadata service. */
public final class InstanceMetadataControl implements Control<NamespaceSnapshot> {

  /**
   * The engine whose objects are handled, by the name that the status shows. In doubt that is the
   * engine that was established before; the condition reports the doubt.
   */
  public static String engine(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return EngineResolver.resolve(spec, cluster).form().shown();
  }

  /**
   * The engine that was established before, by the name that the status shows. What the user names
   * is not established by anything, and needs nothing to go on with.
   */
  public static Optional<NetworkEngine> established(InstanceMetadataSpec spec, String shown) {
    return spec.engine() == EngineChoice.AUTO
        ? EstablishedEngine.inStatus(shown)
        : Optional.empty();
  }

  /**
   * Whether a namespace of which this was found has all the policies of its own that it needs, so
   * that one for the whole cluster may go. Pods that somebody else's policies let out do not need
   * more of ours.
   */
  public static boolean isCovered(List<Finding> findings) {
    return findings.stream().noneMatch(Withheld::isReasonOf)
        && findings.stream()
            .noneMatch(finding ->
                switch (finding.reason()) {
                  case Reasons.TOO_MANY_SELECTORS, Reasons.TOO_COMPLEX, Reasons.NOT_RESTRICTED ->
                      true;
                  case Reasons.FOREIGN_OBJECT -> finding.severity() == Finding.Severity.VIOLATION;
                  default -> false;
                });
  }

  @Override
  public Verdict evaluate(NamespaceSnapshot namespace, Baseline baseline) {
    return evaluate(namespace, baseline, new WorkBudget(WorkBudget.STEPS));
  }

  /** The verdict, with a budget of its own for tests. */
  static Verdict evaluate(NamespaceSnapshot namespace, Baseline baseline, WorkBudget budget) {
    InstanceMetadataSpec spec = baseline.spec().instanceMetadata();
    Engine resolved = EngineResolver.resolve(spec, namespace.cluster());
    NamespacePolicies policies = NamespacePolicies.of(namespace.policies(), resolved);
    Engine engine = resolved.keeping(policies.own());
    List<Change> cleanup = OwnPolicyPlan.cleanup(policies, baseline.uid());
    try {
      PodEvaluator evaluator = new PodEvaluator(policies, engine, budget);
      Exposure exposure = Exposure.of(namespace, engine, spec.allowedPods(), evaluator);
      Remediation remedy = Remediation.of(namespace, policies, engine, baseline, budget);
      return new Verdict(
          findings(new NamespaceFindings(namespace, engine, policies, exposure, remedy), namespace),
          mayChange(namespace) ? remedy.changes() : List.of(),
          cleanup);
    } catch (WorkBudget.Exceeded _) {
      Exposure known = Exposure.of(namespace, engine, spec.allowedPods(), null);
      return new Verdict(
          findings(
              new NamespaceFindings(namespace, engine, policies, known, Remediation.UNKNOWN),
              namespace),
          List.of(),
          cleanup);
    }
  }

  private static List<Finding> findings(NamespaceFindings known, NamespaceSnapshot namespace) {
    return Stream.concat(known.all().stream(), Withheld.findings(namespace.withheld()).stream())
        .sorted(Finding.GRAVEST_FIRST)
        .toList();
  }

  /**
   * What is added beside a policy that is not known may let out the pods that it isolates. Pods
   * that are not known change nothing about what belongs here.
   */
  private static boolean mayChange(NamespaceSnapshot namespace) {
    return !namespace.withholds("NetworkPolicy");
  }
}
