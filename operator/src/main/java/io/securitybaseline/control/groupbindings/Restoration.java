package io.securitybaseline.control.groupbindings;

import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.groupbindings.ReplacedSubjects.Taken;
import io.securitybaseline.observe.Binding;
import io.securitybaseline.observe.BindingSubject;
import java.util.ArrayList;
import java.util.Collection;
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
 * unless that is asked for: it may have been done to withdraw the right.
 *
 * @param change the swap; nothing if nobody returns
 * @param returning the users who return
 * @param leaving the groups that leave, by object id
 * @param withdrawn the groups that were taken out since, whose users do not return
 */
public record Restoration(
    Optional<SwapSubjects> change,
    List<String> returning,
    List<String> leaving,
    List<String> withdrawn) {

  public Restoration {
    returning = List.copyOf(returning);
    leaving = List.copyOf(leaving);
    withdrawn = List.copyOf(withdrawn);
  }

  /**
   * The restoration of a binding; nothing if it carries no record.
   *
   * @param evenWithoutGroup whether users return although their group was taken out
   * @throws IllegalArgumentException if the record cannot be read
   */
  public static Optional<Restoration> of(Binding binding, boolean evenWithoutGroup) {
    if (!ReplacedSubjects.isOn(binding)) {
      return Optional.empty();
    }
    ReplacedSubjects record =
        ReplacedSubjects.of(binding)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the annotation %s of %s %s cannot be read: mend or remove it"
                        .formatted(Ownership.REPLACED_SUBJECTS, binding.kind(), binding.name())));
    Set<String> present =
        binding.subjects().stream()
            .filter(BindingSubject::isGroup)
            .map(BindingSubject::name)
            .collect(Collectors.toSet());
    SortedMap<String, Taken> restored = new TreeMap<>(record.groups());
    SortedMap<String, Taken> remaining = new TreeMap<>(record.groups());
    if (!evenWithoutGroup) {
      restored.keySet().retainAll(present);
    }
    remaining.keySet().removeAll(restored.keySet());
    return Optional.of(of(binding, restored, new ReplacedSubjects(remaining, record.returned())));
  }

  private static Restoration of(
      Binding binding, SortedMap<String, Taken> restored, ReplacedSubjects remaining) {
    List<String> withdrawn = List.copyOf(remaining.groups().keySet());
    if (restored.isEmpty()) {
      return new Restoration(Optional.empty(), List.of(), List.of(), withdrawn);
    }
    List<String> returning =
        restored.values().stream().map(Taken::users).flatMap(Collection::stream).toList();
    Map<String, String> annotations =
        withdrawn.isEmpty() ? Map.of() : Map.of(Ownership.REPLACED_SUBJECTS, remaining.text());
    SwapSubjects change =
        new SwapSubjects(
            GroupBindingsControl.object(binding, subjects(binding, restored), annotations),
            new Seen(binding.uid(), binding.resourceVersion()),
            "%s is held by name again by %s"
                .formatted(Phrases.role(binding.role()), Phrases.names(returning)));
    List<String> leaving =
        restored.entrySet().stream()
            .filter(entry -> entry.getValue().entered())
            .map(Map.Entry::getKey)
            .toList();
    return new Restoration(Optional.of(change), returning, leaving, withdrawn);
  }

  /** A group that entered makes room for its users where it stands; others are appended. */
  private static List<BindingSubject> subjects(Binding binding, SortedMap<String, Taken> restored) {
    Set<BindingSubject> after = new LinkedHashSet<>();
    List<String> appended = new ArrayList<>();
    for (BindingSubject subject : binding.subjects()) {
      Taken taken = subject.isGroup() ? restored.get(subject.name()) : null;
      if (taken != null && taken.entered()) {
        taken.users().forEach(user -> after.add(BindingSubject.user(user)));
      } else {
        after.add(subject);
      }
    }
    restored.values().forEach(taken -> appended.addAll(taken.users()));
    appended.forEach(user -> after.add(BindingSubject.user(user)));
    return List.copyOf(after);
  }
}
