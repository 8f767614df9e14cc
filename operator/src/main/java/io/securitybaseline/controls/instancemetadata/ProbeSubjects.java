package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.Verification;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.NodeSnapshots;
import io.securitybaseline.facts.probe.ProbePod;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the probes of node pools. That {@code spec.instanceMetadata.verification} is Probe is
 * the consent to create their pods, also where the mode is Audit.
 */
final class ProbeSubjects {

  /** Pods that run at a time, each of another pool. */
  private static final int MOST_AT_ONCE = 5;

  /** Together with requests of namespaces, as many as the status shows. */
  private static final int MOST_POOLS = 50 - ProbeRequests.MOST;

  private static final String KIND = "NodePool";
  private static final Subject ALL = new Subject("NodePools", "", "probes", "");
  private static final Applicability YES = new Applicability.Enforced(Optional.empty());

  private final ControlDescriptor control;
  private final EvaluationInput input;
  private final Situation situation;
  private final InstanceMetadataSpec spec;
  private final Mode mode;
  private final ProbeRequests requests;

  ProbeSubjects(ControlDescriptor control, EvaluationInput input, Mode mode) {
    this.control = control;
    this.input = input;
    this.situation = input.situation();
    this.spec = situation.baseline().spec().instanceMetadata();
    this.mode = mode;
    this.requests = new ProbeRequests(control, input, mode);
  }

  /** The results of probes, for the report. */
  record Results(List<ProbeStatus> probes) implements Evaluation.Detail {

    Results {
      probes = List.copyOf(probes);
    }
  }

  /** The results among the evaluations of the cluster. */
  static List<ProbeStatus> results(List<Evaluation> cluster) {
    return cluster.stream()
        .map(Evaluation::detail)
        .filter(Results.class::isInstance)
        .map(Results.class::cast)
        .flatMap(results -> results.probes().stream())
        .toList();
  }

  Stream<Evaluation> evaluate() {
    List<ProbePod> pods = pods();
    boolean wanted =
        mode != Mode.OFF
            && spec.verification() == Verification.PROBE
            && situation.phase() != Situation.Phase.DELETING;
    if (!wanted) {
      return deletable(pods)
          .map(pod ->
              evaluation(
                  subject(podOf(pod)),
                  new Applicability.NotConcerned(),
                  new Verdict(List.of(), List.of(), List.of(ProbeDecision.delete(pod))),
                  null));
    }
    return probes(pods);
  }

  /** Pods elsewhere may have the label too, but are of other clients. */
  private List<ProbePod> pods() {
    Set<String> requestable = input.current().probes().map(ProbeSetup::namespaces).orElse(Set.of());
    return ProbePods.of(input.resources().of(ProbePods.WATCH)).stream()
        .filter(pod ->
            pod.namespace().equals(ProbePods.NAMESPACE) || requestable.contains(pod.namespace()))
        .toList();
  }

  private Stream<Evaluation> probes(List<ProbePod> pods) {
    List<ProbeTarget> targets = targets();
    Optional<String> obstacle = obstacle();
    ProbePolicies policies =
        ProbePolicies.of(
            targets.stream().map(ProbeTarget::namespace),
            new NamespaceSubject(control, input, mode));
    ProbeInput known = known(pods, policies);
    List<ProbeDecision> decisions = ProbeDecision.all(targets, known, MOST_AT_ONCE);
    List<ProbeStatus> results = decisions.stream().map(ProbeDecision::result).toList();
    Set<String> names =
        targets.stream().map(ProbeSubjects::podOf).collect(Collectors.toUnmodifiableSet());
    Verdict all =
        new Verdict(
            Stream.of(ProbeFindings.of(results, obstacle), requests.findings())
                .flatMap(List::stream)
                .toList(),
            List.of(),
            List.of());
    return Stream.of(
            Stream.of(evaluation(ALL, YES, all, new Results(results))),
            deletable(pods)
                .filter(pod -> !names.contains(podOf(pod)))
                .map(pod -> changing(podOf(pod), List.of(ProbeDecision.delete(pod)))),
            decisions.stream()
                .map(decision ->
                    changes(decision, known, mayCreate(decision.target(), obstacle, policies)))
                .filter(evaluation -> !evaluation.verdict().enforce().isEmpty()))
        .flatMap(evaluations -> evaluations);
  }

  private List<ProbeTarget> targets() {
    return Stream.concat(
            ProbeTarget.of(input.resources().all(Node.class).map(NodeSnapshots::of)).stream()
                .limit(MOST_POOLS),
            requests.granted().map(ProbeTarget::ofNamespace))
        .toList();
  }

  private static Evaluation changes(ProbeDecision decision, ProbeInput known, boolean mayCreate) {
    List<Change> changes =
        Stream.concat(
                decision.gone().stream().map(ProbeDecision::delete),
                decision.wanted() && mayCreate
                    ? Stream.of(decision.create(known))
                    : Stream.<Change>empty())
            .toList();
    return changing(podOf(decision.target()), changes);
  }

  private static Evaluation changing(String pod, List<Change> changes) {
    return evaluation(subject(pod), YES, new Verdict(List.of(), changes, List.of()), null);
  }

  /** One for creation and deletion: a pod that is created again is no copy by another client. */
  private static Subject subject(String pod) {
    return new Subject(KIND, "", pod, "");
  }

  private static String podOf(ProbeTarget target) {
    return target.namespace() + "/" + ProbePodManifest.name(target);
  }

  private static String podOf(ProbePod pod) {
    return pod.namespace() + "/" + pod.name();
  }

  private boolean mayCreate(ProbeTarget target, Optional<String> obstacle, ProbePolicies policies) {
    return input.current().probes().isPresent()
        && (target.isOfNamespace() || obstacle.isEmpty())
        && !policies.pending().contains(target.namespace());
  }

  private ProbeInput known(List<ProbePod> pods, ProbePolicies policies) {
    return new ProbeInput(
        input.current().now(),
        input.current().probes().map(ProbeSetup::image).orElse(""),
        situation.baseline().uid(),
        ProbeBasis.engine(situation.cluster()),
        policies.inPlace(),
        Duration.ofHours(spec.probeIntervalHours()),
        pods,
        situation.cluster().probes());
  }

  /** Why no pod can be created, with the fix. */
  private Optional<String> obstacle() {
    if (input.current().probes().isEmpty()) {
      return Optional.of(
              "Node pools are not probed yet: the operator probes them if probe.enabled is set in the values of the chart")
          .filter(_ -> situation.cluster().probes().isEmpty());
    }
    boolean isThere =
        input
            .resources()
            .find(Namespace.class, ProbePods.NAMESPACE)
            .filter(namespace -> !namespace.isMarkedForDeletion())
            .isPresent();
    return isThere
        ? Optional.empty()
        : Optional.of(
            "Node pools are not probed because namespace %s is missing: set probe.enabled in the values of the chart"
                .formatted(ProbePods.NAMESPACE));
  }

  private static Stream<ProbePod> deletable(List<ProbePod> pods) {
    return pods.stream().filter(pod -> !pod.asks().isEmpty() && !pod.leaving());
  }

  private static Evaluation evaluation(
      Subject subject,
      Applicability applicability,
      Verdict verdict,
      Evaluation.@Nullable Detail detail) {
    return new Evaluation(subject, applicability, verdict, Evaluation.Traits.NONE, detail);
  }
}
