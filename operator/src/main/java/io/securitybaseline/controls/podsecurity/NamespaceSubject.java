package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.PodSecuritySpec;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.Withheld;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One namespace as the control evaluates it. */
final class NamespaceSubject {

  private final ControlDescriptor control;
  private final EvaluationInput input;
  private final Situation situation;
  private final SecurityBaselineSpec spec;
  private final Mode mode;

  NamespaceSubject(ControlDescriptor control, EvaluationInput input, Mode mode) {
    this.control = control;
    this.input = input;
    this.situation = input.situation();
    this.spec = situation.baseline().spec();
    this.mode = mode;
  }

  Evaluation evaluate(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    Subject subject = new Subject("Namespace", "", name, namespace.getMetadata().getUid());
    if (mode == Mode.OFF) {
      return Evaluation.of(subject, new Applicability.NotConcerned(), () -> cleanup(namespace));
    }
    Applicability applicability = applicability(namespace);
    try {
      Workloads workloads = new Workloads(input.resources(), name);
      WorkloadFindings found = findings(workloads, name);
      NamespaceLabels labels =
          new NamespaceLabels(
              namespace,
              spec.podSecurity(),
              found.rejected().isEmpty() && workloads.withheld().isEmpty());
      Verdict verdict = verdict(namespace, workloads, found, labels);
      return new Evaluation(
          subject, applicability, verdict, traits(applicability, verdict, workloads, labels), null);
    } catch (RuntimeException e) {
      return Evaluation.failed(subject, applicability, null, e);
    }
  }

  /** A control that is off evaluates nothing; only its own labels must go. */
  private static Verdict cleanup(Namespace namespace) {
    return new Verdict(
        List.of(), List.of(), NamespaceLabels.removal(namespace, LabelRecord.of(namespace)));
  }

  private WorkloadFindings findings(Workloads workloads, String namespace) {
    PodSecuritySpec standard = spec.podSecurity();
    int minor =
        StandardVersion.evaluated(
            standard.version(), input.current().upgrades().controlPlaneVersion());
    WorkloadFindings found =
        new WorkloadFindings(
            standard, minor, new WorkloadExemptions(spec, namespace, situation.today()));
    workloads.all().forEach(found::add);
    return found;
  }

  private static Verdict verdict(
      Namespace namespace, Workloads workloads, WorkloadFindings found, NamespaceLabels labels) {
    List<Finding> findings = new ArrayList<>(found.findings());
    findings.addAll(labels.findings());
    findings.addAll(found.ofEnforceLabel(labels.isEnforced()));
    List<Marker> withheld = new ArrayList<>(workloads.withheld());
    Marker.of(namespace).ifPresent(withheld::add);
    findings.addAll(Withheld.findings(withheld));
    findings.sort(Finding.MOST_SEVERE_FIRST);
    return new Verdict(findings, labels.changes(), labels.removal());
  }

  private Applicability applicability(Namespace namespace) {
    // Without its labels, whether the rollout has reached it is not known.
    return Marker.isOn(namespace) && situation.phase() != Situation.Phase.DELETING
        ? new Applicability.Undetermined()
        : situation.applicability(control, mode, Namespaced.of(namespace));
  }

  private Traits traits(
      Applicability applicability, Verdict verdict, Workloads workloads, NamespaceLabels labels) {
    Decision decision = Decision.of(applicability, verdict);
    boolean isEvaluated = decision.state().isPresent();
    return new Traits(
        !labels.isLabeled() && !verdict.enforce().isEmpty(),
        false,
        applicability instanceof Applicability.Enforced ? labels.intent() : 0,
        !isEvaluated && workloads.hasPods() ? Set.of(Traits.WITH_PODS) : Set.of());
  }
}
