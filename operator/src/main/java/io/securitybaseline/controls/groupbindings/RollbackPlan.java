package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.groupbindings.ReplacedSubjects.Replacement;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The takeovers of one binding, taken back by its record: in one write the users return and the
 * groups leave that entered for them. Where somebody has taken the group out since, nobody returns
 * unless that is asked for: it may have been done to withdraw the right. From a binding to
 * cluster-admin no group leaves unless that is asked for: whoever restores may be administrator by
 * it.
 *
 * @param change the write; nothing if all is as it should be
 * @param returning the users who return
 * @param removedUsers the groups that leave, by object id
 * @param staying the groups that entered and stay administrators beside the users
 * @param cleanedUp the groups that were taken out since, whose users do not return
 */
public record RollbackPlan(
    Optional<SwapSubjects> change,
    List<String> returning,
    List<String> removedUsers,
    List<String> staying,
    List<String> cleanedUp) {

  /**
   * What whoever restores asks for.
   *
   * @param evenWithoutGroup whether users return although their group was taken out
   * @param removeAdminGroups whether groups leave bindings to cluster-admin too
   */
  public record Terms(boolean evenWithoutGroup, boolean removeAdminGroups) {}

  public RollbackPlan {
    returning = List.copyOf(returning);
    removedUsers = List.copyOf(removedUsers);
    staying = List.copyOf(staying);
    cleanedUp = List.copyOf(cleanedUp);
  }

  /**
   * The restoration of a binding; nothing if it carries no record.
   *
   * @throws IllegalArgumentException if the record cannot be read, or names subjects that the
   *     operator never replaces
   */
  public static Optional<RollbackPlan> of(Binding binding, Terms terms) {
    if (!ReplacedSubjects.isOn(binding)) {
      return Optional.empty();
    }
    ReplacedSubjects record =
        ReplacedSubjects.of(binding)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the annotation %s of %s %s cannot be read: fix or remove it"
                        .formatted(Ownership.REPLACED_SUBJECTS, binding.kind(), binding.name())));
    if (!record.implausible().isEmpty()) {
      throw new IllegalArgumentException(
          "the annotation %s names %s, which the operator never replaces, so another client wrote it: check and remove it"
              .formatted(Ownership.REPLACED_SUBJECTS, Phrases.names(record.implausible())));
    }
    return Optional.of(of(binding, record, terms));
  }

  private static RollbackPlan of(Binding binding, ReplacedSubjects record, Terms terms) {
    Set<String> present =
        binding.subjects().stream()
            .filter(BindingSubject::isGroup)
            .map(BindingSubject::name)
            .collect(Collectors.toSet());
    SortedMap<String, Replacement> cleanedUp = new TreeMap<>();
    SortedMap<String, Replacement> restored = new TreeMap<>();
    record
        .groups()
        .forEach((group, taken) -> {
          boolean returns =
              present.contains(group) || taken.users().isEmpty() || terms.evenWithoutGroup();
          (returns ? restored : cleanedUp).put(group, taken);
        });
    List<String> entered =
        restored.keySet().stream()
            .filter(group -> present.contains(group) && record.letIn(group))
            .toList();
    boolean stay = Administrators.concerns(binding) && !terms.removeAdminGroups();
    return new RollbackPlan(
        swap(binding, record, restored, stay ? List.of() : entered, stay ? entered : List.of()),
        users(restored),
        stay ? List.of() : entered,
        stay ? entered : List.of(),
        List.copyOf(cleanedUp.keySet()));
  }

  /** The binding as it is after the restoration, with all that decisions on it depend on. */
  public Binding after(Binding before) {
    return change
        .map(it -> Binding.of(it.object()))
        .map(written -> before.with(written.subjects(), annotations(before, written)))
        .orElse(before);
  }

  private static Map<String, String> annotations(Binding before, Binding written) {
    Map<String, String> annotations = new HashMap<>(before.annotations());
    annotations.remove(Ownership.REPLACED_SUBJECTS);
    annotations.putAll(written.annotations());
    return annotations;
  }

  private static Optional<SwapSubjects> swap(
      Binding binding,
      ReplacedSubjects record,
      SortedMap<String, Replacement> restored,
      List<String> removedUsers,
      List<String> staying) {
    SortedMap<String, Replacement> remaining = new TreeMap<>(record.groups());
    remaining.keySet().removeAll(restored.keySet());
    // That we let them in stays on record: they are not proven to work by having stayed.
    staying.forEach(group -> remaining.put(group, new Replacement(true, List.of())));
    if (remaining.equals(record.groups())) {
      return Optional.empty();
    }
    Map<String, String> annotations =
        remaining.isEmpty()
            ? Map.of()
            : Map.of(
                Ownership.REPLACED_SUBJECTS,
                new ReplacedSubjects(remaining, record.returned()).text());
    return Optional.of(
        new SwapSubjects(
            GroupBindingsControl.object(
                binding, subjects(binding, restored, Set.copyOf(removedUsers)), annotations),
            new Seen(binding.uid(), binding.resourceVersion()),
            "%s is bound directly again to %s"
                .formatted(Phrases.role(binding.role()), Phrases.names(users(restored)))));
  }

  private static List<String> users(SortedMap<String, Replacement> restored) {
    return restored.values().stream().map(Replacement::users).flatMap(Collection::stream).toList();
  }

  /** A group that leaves makes room for its users where it stands; others are appended. */
  private static List<BindingSubject> subjects(
      Binding binding, SortedMap<String, Replacement> restored, Set<String> removedUsers) {
    Set<BindingSubject> after = new LinkedHashSet<>();
    for (BindingSubject subject : binding.subjects()) {
      Replacement taken = subject.isGroup() ? restored.get(subject.name()) : null;
      if (taken != null && removedUsers.contains(subject.name())) {
        taken.users().forEach(user -> after.add(BindingSubject.user(user)));
      } else {
        after.add(subject);
      }
    }
    users(restored).forEach(user -> after.add(BindingSubject.user(user)));
    return List.copyOf(after);
  }
}
