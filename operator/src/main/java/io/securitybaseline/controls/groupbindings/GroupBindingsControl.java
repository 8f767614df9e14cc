package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.Withheld;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.BindingSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People hold roles through Entra ID groups only. Nothing is ever withdrawn: giving people rights
 * of their own again is for a person to decide, by the command {@code rollback}.
 */
public final class GroupBindingsControl implements Control<BindingSnapshot> {

  @Override
  public Verdict evaluate(BindingSnapshot snapshot, Baseline baseline) {
    GroupBindingsSpec spec = baseline.spec().groupBindings();
    Binding binding = snapshot.binding();
    if (binding.marker().isPresent()) {
      return new Verdict(Withheld.findings(List.of(binding.marker().get())), List.of(), List.of());
    }
    ClassifiedSubjects roster = ClassifiedSubjects.of(binding, spec);
    Optional<ExternallyManaged> handsOff = ExternallyManaged.of(binding, snapshot.access().self());
    boolean platforms = handsOff.filter(ExternallyManaged::isPlatforms).isPresent();
    List<Finding> findings = new ArrayList<>(roster.findings(platforms));
    List<Change> changes = new ArrayList<>();
    if (!roster.people().isEmpty()) {
      GroupReplacement takeover =
          GroupReplacement.of(roster.people(), binding.role(), spec.groups());
      if (handsOff.isPresent()) {
        findings.add(untouched(handsOff.get(), roster, binding, takeover));
      } else {
        findings.addAll(undecided(binding, takeover));
        replace(takeover, snapshot, spec, findings, changes);
      }
    }
    return new Verdict(
        findings.stream().sorted(Finding.GRAVEST_FIRST).toList(), changes, List.of());
  }

  /** Whether a finding means that the operator must keep its hands off a binding. */
  public static boolean isSkipped(Finding finding) {
    return switch (finding.reason()) {
      case Reasons.OWN_BINDING,
          Reasons.PLATFORM_MANAGED,
          Reasons.SYSTEM_NAMESPACE,
          Reasons.OWNED_ELSEWHERE,
          Reasons.PROTECTED_USER ->
          true;
      default -> false;
    };
  }

  private static void replace(
      GroupReplacement takeover,
      BindingSnapshot snapshot,
      GroupBindingsSpec spec,
      List<Finding> findings,
      List<Change> changes) {
    if (takeover.isEmpty()) {
      return;
    }
    Binding binding = snapshot.binding();
    Optional<Blocker> blocker = Blocker.to(takeover, snapshot, spec);
    if (blocker.isPresent()) {
      findings.add(
          Finding.violation(
              blocker.get().reason(), held(takeover, binding) + "; " + blocker.get().remedy()));
      return;
    }
    findings.add(
        Finding.autoFixable(
            Reasons.USER_BINDING,
            "%s: Enforce replaces them with %s"
                .formatted(held(takeover, binding), Phrases.groups(takeover.byGroup().keySet()))));
    ReplacedSubjects.of(binding)
        .map(record -> swap(takeover, binding, record))
        .ifPresent(changes::add);
  }

  private static String held(GroupReplacement takeover, Binding binding) {
    return "%s is bound directly to %s"
        .formatted(Phrases.role(binding.role()), Phrases.names(takeover.removedUsers()));
  }

  private static SwapSubjects swap(
      GroupReplacement takeover, Binding binding, ReplacedSubjects record) {
    return new SwapSubjects(
        object(
            binding,
            takeover.subjectsAfter(binding),
            Map.of(Ownership.REPLACED_SUBJECTS, takeover.recordedIn(record, binding).text())),
        new Seen(binding.uid(), binding.resourceVersion()),
        "%s bound to %s in place of %s"
            .formatted(
                Phrases.groups(takeover.byGroup().keySet()),
                Phrases.role(binding.role()),
                Phrases.names(takeover.removedUsers())));
  }

  /**
   * The swap that the spec's mappings make of a binding, whatever stands against making it: what to
   * change at the source of a binding that is not to be touched. Nothing if no group takes over.
   */
  public static Optional<SwapSubjects> proposal(Binding binding, GroupBindingsSpec spec) {
    GroupReplacement takeover =
        GroupReplacement.of(
            ClassifiedSubjects.of(binding, spec).people(), binding.role(), spec.groups());
    return takeover.isEmpty()
        ? Optional.empty()
        : Optional.of(
            swap(takeover, binding, ReplacedSubjects.of(binding).orElse(ReplacedSubjects.NONE)));
  }

  /** The people for whom the spec has no answer, or more than one. */
  private static List<Finding> undecided(Binding binding, GroupReplacement takeover) {
    List<Finding> findings = new ArrayList<>();
    if (!takeover.unmapped().isEmpty()) {
      findings.add(
          Finding.violation(
              Reasons.NO_GROUP,
              "%s is bound directly to %s, and no group is mapped to replace them: add both to an entry of spec.groupBindings.groups, or remove the users"
                  .formatted(Phrases.role(binding.role()), Phrases.names(takeover.unmapped()))));
    }
    takeover.contested().entrySet().stream()
        .findFirst()
        .ifPresent(first ->
            findings.add(
                Finding.violation(
                    Reasons.AMBIGUOUS_GROUP,
                    "%s is bound directly to %s, and %s are both mapped to replace them: remove the user or the role from one of them"
                        .formatted(
                            Phrases.role(binding.role()),
                            Phrases.names(takeover.contested().keySet()),
                            Phrases.groups(first.getValue())))));
    return findings;
  }

  private static Finding untouched(
      ExternallyManaged handsOff,
      ClassifiedSubjects roster,
      Binding binding,
      GroupReplacement takeover) {
    String where =
        handsOff.reason().equals(Reasons.OWNED_ELSEWHERE)
            ? "change it at its source"
            : "change it by hand";
    String how =
        takeover.isEmpty()
            ? "to a group's object id"
            : "to " + Phrases.groups(takeover.byGroup().keySet());
    if (!takeover.isEmpty() && !takeover.unmapped().isEmpty()) {
      how += " (no group is mapped to replace %s)".formatted(Phrases.names(takeover.unmapped()));
    }
    return Finding.violation(
        handsOff.reason(),
        "%s is bound directly to %s; %s: %s, %s"
            .formatted(
                Phrases.role(binding.role()),
                Phrases.names(roster.people()),
                handsOff.text(),
                where,
                how));
  }

  /** The binding with these subjects and annotations, and nothing that is not to be written. */
  static HasMetadata object(
      Binding binding, List<BindingSubject> subjects, Map<String, String> annotations) {
    List<Subject> after = subjects.stream().map(BindingSubject::toSubject).toList();
    return binding.isClusterWide()
        ? new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(binding.name())
            .withAnnotations(annotations)
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io", binding.role().kind(), binding.role().name())
            .withSubjects(after)
            .build()
        : new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace(binding.namespace())
            .withName(binding.name())
            .withAnnotations(annotations)
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io", binding.role().kind(), binding.role().name())
            .withSubjects(after)
            .build();
  }
}
