package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
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
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No pod of a user namespace reaches the instance metadata service. */
public final class InstanceMetadataControl implements Control<NamespaceSnapshot> {

  private final List<OtherPolicy> ofOtherKinds;

  /** Where no policies of other kinds are in the namespace. */
  public InstanceMetadataControl() {
    this(List.of());
  }

  /**
   * @param ofOtherKinds policies in the namespace; those of the cluster are part of the snapshot
   */
  InstanceMetadataControl(List<OtherPolicy> ofOtherKinds) {
    this.ofOtherKinds = List.copyOf(ofOtherKinds);
  }

  /**
   * The engine whose objects are handled, by the name that the status shows. In doubt that is the
   * engine that was established before; the condition reports the doubt.
   */
  public static String engine(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return EngineResolver.resolve(spec, cluster).form().shown();
  }

  /**
   * The engine that was established before, by the name that the status shows. An engine set by the
   * user does not need this.
   */
  public static Optional<NetworkEngine> established(InstanceMetadataSpec spec, String shown) {
    return spec.engine() == EngineChoice.AUTO
        ? EstablishedEngine.inStatus(shown)
        : Optional.empty();
  }

  /**
   * Whether a namespace with these findings has all its own required policies, so that the
   * cluster-wide one may be deleted. Pods for which other policies allow the address do not need
   * more policies of the operator.
   */
  public static boolean isCovered(List<Finding> findings) {
    return findings.stream().noneMatch(Withheld::isReasonOf)
        && findings.stream()
            .noneMatch(finding ->
                switch (finding.reason()) {
                  case Reasons.TOO_MANY_SELECTORS,
                      Reasons.NOT_PROGRAMMED,
                      Reasons.TOO_COMPLEX,
                      Reasons.NOT_RESTRICTED ->
                      true;
                  case Reasons.IGNORED_BY_ENGINE -> finding.severity() == Finding.Severity.UNKNOWN;
                  case Reasons.FOREIGN_OBJECT, Reasons.WOULD_LIFT_DENY ->
                      finding.severity() == Finding.Severity.VIOLATION;
                  default -> false;
                });
  }

  @Override
  public Verdict evaluate(NamespaceSnapshot namespace, Baseline baseline) {
    return ProbeEvidence.of(baseline, namespace.cluster())
        .ofNamespace(
            evaluate(namespace, baseline, ofOtherKinds, new WorkBudget(WorkBudget.STEPS)),
            namespace.name(),
            namespace.placement());
  }

  /** The verdict, with a budget of its own for tests. */
  static Verdict evaluate(NamespaceSnapshot namespace, Baseline baseline, WorkBudget budget) {
    return evaluate(namespace, baseline, List.of(), budget);
  }

  private static Verdict evaluate(
      NamespaceSnapshot namespace,
      Baseline baseline,
      List<OtherPolicy> ofOtherKinds,
      WorkBudget budget) {
    InstanceMetadataSpec spec = baseline.spec().instanceMetadata();
    Engine resolved = EngineResolver.resolve(spec, namespace.cluster());
    NamespacePolicies policies = NamespacePolicies.of(namespace.policies(), resolved.model());
    Engine engine = resolved.keeping(policies.own());
    AllowedPods allowed = AllowedKeys.effective(spec, engine, namespace.cluster());
    List<Change> cleanup = OwnPolicyPlan.cleanup(policies, baseline.uid());
    try {
      OtherKindEvaluator others =
          OtherKindEvaluator.of(namespace, engine, ofOtherKinds, spec, budget);
      NamespacePolicies beside = policies.beside(others.tighter());
      PodEvaluator evaluator = new PodEvaluator(namespace, policies, engine, budget);
      Exposure exposure = Exposure.of(namespace, engine, allowed, evaluator, others);
      Remediation remedy = others.with(Remediation.of(namespace, beside, engine, baseline, budget));
      return new Verdict(
          findings(
              new NamespaceFindings(namespace, engine, beside, exposure, remedy),
              OtherKindFindings.of(exposure, others.lifts(), !remedy.changes().isEmpty()),
              namespace),
          mayChange(namespace) ? remedy.changes() : List.of(),
          cleanup);
    } catch (WorkBudget.Exceeded _) {
      return new Verdict(tooComplex(namespace, engine, policies, spec), List.of(), cleanup);
    }
  }

  private static List<Finding> tooComplex(
      NamespaceSnapshot namespace,
      Engine engine,
      NamespacePolicies policies,
      InstanceMetadataSpec spec) {
    Exposure known =
        Exposure.of(namespace, engine, spec.allowedPods(), null, OtherKindEvaluator.none());
    return findings(
        new NamespaceFindings(namespace, engine, policies, known, Remediation.UNKNOWN),
        List.of(),
        namespace);
  }

  private static List<Finding> findings(
      NamespaceFindings known, List<Finding> ofOtherKinds, NamespaceSnapshot namespace) {
    return Stream.of(known.all(), ofOtherKinds, Withheld.findings(namespace.withheld()))
        .flatMap(List::stream)
        .sorted(Finding.MOST_SEVERE_FIRST)
        .toList();
  }

  /**
   * A policy added next to an unknown one may widen the egress of the pods that it isolates.
   * Unknown pods do not change the required objects.
   */
  private static boolean mayChange(NamespaceSnapshot namespace) {
    return !namespace.withholds("NetworkPolicy");
  }
}
