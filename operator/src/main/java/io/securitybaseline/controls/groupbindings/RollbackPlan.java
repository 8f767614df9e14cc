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
 * The rollback of one binding by its record: one write restores the users and removes the groups
 * that were added for them. If the group was removed since, the users are not restored unless
 * requested, because the removal may have been intended. A group stays in a binding to
 * cluster-admin unless its removal is requested, because the caller may be an administrator through
 * it.
 *
 * @param change the write; absent if there is nothing to restore
 * @param returning the restored users
 * @param removedUsers the removed groups, by object ID
 * @param staying the added groups that stay administrators together with the users
 * @param cleanedUp the groups that were removed since, whose users are not restored
 */
public record RollbackPlan(
    Optional<SwapSubjects> change,
    List<String> returning,
    List<String> removedUsers,
    List<String> staying,
    List<String> cleanedUp) {

  /**
   * The options of the caller.
   *
   * @param evenWithoutGroup whether to restore users although their group was removed
   * @param removeAdminGroups whether to remove groups from bindings to cluster-admin too
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
    // The record that the operator added them stays: they are not proven to work.
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
            ChangedBinding.of(
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
