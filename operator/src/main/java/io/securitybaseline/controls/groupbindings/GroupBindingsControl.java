package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Users have roles only through Entra ID groups. There is no cleanup: restoring direct permissions
 * of users is the decision of an administrator, with the command {@code rollback}.
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
    Optional<ExternallyManaged> handsOff =
        ExternallyManaged.of(binding, snapshot.access().self(), snapshot.owners());
    boolean platforms = handsOff.filter(ExternallyManaged::isPlatforms).isPresent();
    List<Finding> findings = new ArrayList<>(roster.findings(platforms));
    List<Change> changes = new ArrayList<>();
    if (!roster.people().isEmpty()) {
      GroupReplacement takeover =
          GroupReplacement.of(roster.people(), binding.role(), spec.groups());
      if (handsOff.isPresent()) {
        findings.add(untouched(handsOff.get(), roster, binding, takeover));
      } else {
        findings.addAll(undecided(binding, takeover, spec.groups()));
        replace(takeover, snapshot, spec, findings, changes);
      }
    }
    findings.addAll(MembershipFindings.afterReplacement(snapshot, spec));
    return new Verdict(
        findings.stream().sorted(Finding.MOST_SEVERE_FIRST).toList(), changes, List.of());
  }

  /** When the verdict changes although the binding does not; empty where it does not. */
  static Optional<Instant> validUntil(BindingSnapshot snapshot) {
    Optional<Instant> owned =
        ExternallyManaged.of(snapshot.binding(), snapshot.access().self(), snapshot.owners())
            .flatMap(ExternallyManaged::until);
    return Stream.concat(
            owned.stream(),
            BindingOwner.untilTrackingChanges(snapshot.binding(), snapshot.owners()))
        .min(Instant::compareTo);
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
    VerifiedReplacement verified = VerifiedReplacement.of(takeover, snapshot.memberships(), spec);
    findings.addAll(MembershipFindings.of(verified, binding));
    if (!verified.confirmed().isEmpty()) {
      replaceVerified(verified.confirmed(), snapshot, spec, findings, changes);
    }
  }

  private static void replaceVerified(
      GroupReplacement takeover,
      BindingSnapshot snapshot,
      GroupBindingsSpec spec,
      List<Finding> findings,
      List<Change> changes) {
    Binding binding = snapshot.binding();
    Optional<Blocker> blocker = Blocker.toVerified(takeover, snapshot, spec);
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
        .map(record -> swap(takeover, binding, record, ReplacedAt.annotation(snapshot, spec)))
        .ifPresent(changes::add);
  }

  private static String held(GroupReplacement takeover, Binding binding) {
    return "%s is bound directly to %s"
        .formatted(Phrases.role(binding.role()), Phrases.names(takeover.removedUsers()));
  }

  private static SwapSubjects swap(
      GroupReplacement takeover,
      Binding binding,
      ReplacedSubjects record,
      Map<String, String> more) {
    Map<String, String> annotations = new TreeMap<>(more);
    annotations.put(Ownership.REPLACED_SUBJECTS, takeover.recordedIn(record, binding).text());
    return new SwapSubjects(
        ChangedBinding.of(binding, takeover.subjectsAfter(binding), annotations),
        new Seen(binding.uid(), binding.resourceVersion()),
        "%s bound to %s in place of %s"
            .formatted(
                Phrases.groups(takeover.byGroup().keySet()),
                Phrases.role(binding.role()),
                Phrases.names(takeover.removedUsers())));
  }

  /**
   * The replacement that the mappings of the spec define for a binding, regardless of blockers: the
   * change to make at the source of a binding that the operator must not change. Empty if no group
   * is mapped.
   */
  public static Optional<SwapSubjects> proposal(Binding binding, GroupBindingsSpec spec) {
    GroupReplacement takeover =
        GroupReplacement.of(
            ClassifiedSubjects.of(binding, spec).people(), binding.role(), spec.groups());
    return takeover.isEmpty()
        ? Optional.empty()
        : Optional.of(
            swap(
                takeover,
                binding,
                ReplacedSubjects.of(binding).orElse(ReplacedSubjects.NONE),
                Map.of()));
  }

  /** The users for which the spec maps no group, or more than one. */
  private static List<Finding> undecided(
      Binding binding, GroupReplacement takeover, List<GroupMapping> groups) {
    List<Finding> findings = new ArrayList<>();
    if (!takeover.unmapped().isEmpty()) {
      findings.add(
          Finding.violation(
              Reasons.NO_GROUP,
              "%s is bound directly to %s, and no group is mapped to replace them: add both to an entry of spec.groupBindings.groups, or remove the users%s"
                  .formatted(
                      Phrases.role(binding.role()),
                      Phrases.names(takeover.unmapped()),
                      SpellingHints.ofUnmapped(takeover.unmapped(), binding.role(), groups))));
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
}
