package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.api.InstanceMetadataSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.Withheld;
import io.securitybaseline.observe.ClusterSnapshot;
import io.securitybaseline.observe.NamespaceSnapshot;
import java.util.ArrayList;
import java.util.List;

/** No pod of a user namespace reaches the instance metadata service. */
public final class InstanceMetadataControl implements Control<NamespaceSnapshot> {

  @Override
  public ControlId id() {
    return ControlId.INSTANCE_METADATA;
  }

  /** The engine that is reckoned with, by the name that the status shows. */
  public static String engine(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return Engine.resolve(spec, cluster).kind().shown();
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
                  case Reasons.TOO_MANY_SELECTORS, Reasons.NOT_RESTRICTED -> true;
                  case Reasons.FOREIGN_OBJECT -> finding.severity() == Finding.Severity.VIOLATION;
                  default -> false;
                });
  }

  @Override
  public Verdict evaluate(NamespaceSnapshot namespace, Baseline baseline) {
    InstanceMetadataSpec spec = baseline.spec().instanceMetadata();
    Engine resolved = Engine.resolve(spec, namespace.cluster());
    NamespacePolicies policies = NamespacePolicies.of(namespace.policies(), resolved);
    Engine engine = resolved.keeping(policies.own());
    Exposure exposure = Exposure.of(namespace, policies, engine, spec.allowedPods());
    Remedy remedy = Remedy.of(namespace, policies, engine, baseline);
    List<Finding> findings =
        new ArrayList<>(new NamespaceFindings(namespace, engine, policies, exposure, remedy).all());
    findings.addAll(Withheld.findings(namespace.withheld()));
    return new Verdict(
        findings.stream().sorted(Finding.GRAVEST_FIRST).toList(),
        mayChange(namespace) ? remedy.changes() : List.of(),
        OwnPolicies.withdrawal(policies, baseline.uid()));
  }

  /**
   * What is added beside a policy that is not known may let out the pods that it isolates. Pods
   * that are not known change nothing about what belongs here.
   */
  private static boolean mayChange(NamespaceSnapshot namespace) {
    return !namespace.withholds("NetworkPolicy");
  }
}
