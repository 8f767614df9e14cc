package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.ArgoApplication;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.OwnerEvidence;
import io.securitybaseline.facts.OwnerMarks;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.AtSource;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates bindings. */
final class BindingSubjects {

  private final ResourceReader resources;
  private final EvaluationInput input;
  private final Situation situation;
  private final Mode mode;
  private @Nullable Set<String> applications;

  BindingSubjects(EvaluationInput input, Mode mode) {
    this.input = input;
    this.resources = input.resources();
    this.situation = input.situation();
    this.mode = mode;
  }

  /** The RoleBindings of a namespace. Nothing is ever cleaned up in one that does not count. */
  Stream<Evaluation> inNamespace(String name) {
    return resources.find(Namespace.class, name).stream()
        .map(namespace -> BindingApplicability.of(situation, mode, Namespaced.of(namespace)))
        .filter(applicability -> !(applicability instanceof NotConcerned))
        .flatMap(applicability -> roleBindings(name, applicability));
  }

  private Stream<Evaluation> roleBindings(String namespace, Applicability applicability) {
    List<Binding> bindings =
        resources.inNamespace(RoleBinding.class, namespace).stream()
            .filter(binding -> !binding.isMarkedForDeletion())
            .map(Binding::of)
            .toList();
    boolean first = bindings.stream().noneMatch(ReplacedSubjects::isOn);
    return bindings.stream().map(binding -> evaluate(binding, List::of, applicability, first));
  }

  /** One ClusterRoleBinding. */
  Stream<Evaluation> clusterWide(String name) {
    Applicability applicability = BindingApplicability.clusterWide(situation, mode);
    return applicability instanceof NotConcerned
        ? Stream.empty()
        : resources.find(ClusterRoleBinding.class, name).stream()
            .map(Binding::of)
            .map(binding ->
                evaluate(binding, () -> otherAdministrators(binding), applicability, false));
  }

  private Evaluation evaluate(
      Binding binding,
      Supplier<List<Binding>> administrators,
      Applicability applicability,
      boolean first) {
    Subject subject =
        new Subject(binding.kind(), binding.namespace(), binding.name(), binding.uid());
    try {
      BindingSnapshot snapshot = snapshot(binding, administrators.get());
      Verdict verdict = new GroupBindingsControl().evaluate(snapshot, situation.baseline());
      Applicability ofBinding = BindingApplicability.ofBinding(binding, applicability, verdict);
      Evaluation evaluation =
          new Evaluation(
                  subject,
                  ofBinding,
                  verdict,
                  traits(binding, Decision.of(ofBinding, verdict), first),
                  null)
              .validUntil(GroupBindingsControl.validUntil(snapshot))
              .asking(questions(snapshot, ofBinding));
      return atSource(binding, verdict).map(evaluation::with).orElse(evaluation);
    } catch (RuntimeException e) {
      return Evaluation.failed(subject, applicability, null, e);
    }
  }

  /** No user of an exempt binding is replaced, so nothing is asked. */
  private DirectoryQuestions questions(BindingSnapshot snapshot, Applicability applicability) {
    return applicability instanceof NotConcerned || applicability instanceof Applicability.Exempt
        ? DirectoryQuestions.NONE
        : MembershipQuestions.of(snapshot, situation.baseline().spec().groupBindings());
  }

  /** The change is computed only where the finding asks for it. */
  private Optional<AtSource> atSource(Binding binding, Verdict verdict) {
    return verdict.findings().stream()
            .map(Finding::reason)
            .anyMatch(Reasons.OWNED_ELSEWHERE::equals)
        ? Optional.of(
            new AtSource(
                Reasons.OWNED_ELSEWHERE,
                GroupBindingsControl.proposal(binding, situation.baseline().spec().groupBindings())
                    .orElse(null)))
        : Optional.empty();
  }

  private BindingSnapshot snapshot(Binding binding, List<Binding> administrators) {
    return new BindingSnapshot(
        binding,
        situation.access(),
        administrators,
        input.records().annotationRemovals(binding.uid(), ReplacedSubjects.isOn(binding)),
        new OwnerEvidence(applications(binding), input.current().now()),
        input.current().memberships());
  }

  private Set<String> applications(Binding binding) {
    return binding.labels().containsKey(OwnerMarks.INSTANCE) ? applications() : Set.of();
  }

  private Set<String> applications() {
    Set<String> read = applications;
    if (read == null) {
      read =
          resources
              .all(ArgoApplication.class)
              .flatMap(ArgoApplication::instances)
              .collect(Collectors.toUnmodifiableSet());
      applications = read;
    }
    return read;
  }

  private static Traits traits(Binding binding, Decision decision, boolean first) {
    boolean changes = !decision.changes().isEmpty();
    return new Traits(
        first && changes,
        Administrators.concerns(binding),
        0,
        counters(binding, decision.findings()));
  }

  private static Set<String> counters(Binding binding, List<Finding> findings) {
    Set<String> counters = new HashSet<>();
    if (ReplacedSubjects.tookOver(binding)) {
      counters.add(GroupBindingsReport.REPLACED);
    }
    if (findings.stream().anyMatch(GroupBindingsControl::isSkipped)) {
      counters.add(GroupBindingsReport.SKIPPED);
    }
    return counters;
  }

  /**
   * The other bindings that create cluster administrators, each with the users and groups that all
   * known versions of it have: as cached, as the operator wrote it and as the API server returned
   * it for this evaluation.
   */
  private List<Binding> otherAdministrators(Binding binding) {
    if (!Administrators.concerns(binding)) {
      return List.of();
    }
    List<Binding> cached =
        resources
            .all(ClusterRoleBinding.class)
            .filter(Administrators::isOne)
            .filter(other -> !other.getMetadata().getName().equals(binding.name()))
            .map(this::asWritten)
            .toList();
    return resources
        .live(ClusterRoleBinding.class)
        .map(now -> confirmed(cached, now))
        .orElse(cached);
  }

  private Binding asWritten(ClusterRoleBinding object) {
    Binding cached = Binding.of(object);
    return resources
        .written(object)
        .map(Binding::of)
        .map(after ->
            Administrators.inBoth(cached, cached.with(after.subjects(), after.annotations())))
        .orElse(cached);
  }

  private static List<Binding> confirmed(List<Binding> cached, List<ClusterRoleBinding> now) {
    Map<String, Binding> read =
        now.stream()
            .filter(Administrators::isOne)
            .map(Binding::of)
            .collect(Collectors.toMap(Binding::uid, binding -> binding, (one, _) -> one));
    return cached.stream()
        .filter(binding -> read.containsKey(binding.uid()))
        .map(binding ->
            Administrators.inBoth(binding, Objects.requireNonNull(read.get(binding.uid()))))
        .toList();
  }
}
