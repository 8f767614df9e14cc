package io.securitybaseline.controls.groupbindings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record, in an annotation of the binding, of the users who left it and the groups that took
 * over from them. All that {@code rollback} needs, with or without the operator.
 *
 * @param groups what each group took over, by its object id
 * @param returned how often users who had been replaced were found back in the binding
 */
public record ReplacedSubjects(SortedMap<String, Replacement> groups, int returned) {

  static final ReplacedSubjects NONE = new ReplacedSubjects(new TreeMap<>(), 0);

  /**
   * Half of the API server's limit for all annotations of an object (TotalAnnotationSizeLimitB, 256
   * KiB).
   */
  static final int MOST_BYTES = 128 * 1024;

  private static final Set<SubjectClass> REPLACED =
      Set.of(SubjectClass.PERSON, SubjectClass.SERVICE_PRINCIPAL);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * What a group took over.
   *
   * @param entered whether it entered the binding for that, and was not in it before
   * @param users who left, in the order in which they stood
   */
  public record Replacement(boolean entered, List<String> users) {

    public Replacement {
      users = users == null ? List.of() : List.copyOf(users);
    }
  }

  public ReplacedSubjects {
    groups =
        Collections.unmodifiableSortedMap(groups == null ? new TreeMap<>() : new TreeMap<>(groups));
  }

  /** The record of a binding: an empty one where nothing was replaced; nothing if unreadable. */
  public static Optional<ReplacedSubjects> of(Binding binding) {
    String text = binding.annotations().get(Ownership.REPLACED_SUBJECTS);
    return text == null ? Optional.of(NONE) : read(text);
  }

  /** Whether a binding carries a record, readable or not. */
  public static boolean isOn(Binding binding) {
    return binding.annotations().containsKey(Ownership.REPLACED_SUBJECTS);
  }

  /** Whether users left a binding and are not back; where the record is unreadable, they may. */
  public static boolean tookOver(Binding binding) {
    return isOn(binding)
        && of(binding)
            .map(record ->
                record.groups().values().stream().anyMatch(taken -> !taken.users().isEmpty()))
            .orElse(true);
  }

  static Optional<ReplacedSubjects> read(String text) {
    try {
      @Nullable ReplacedSubjects read = JSON.readValue(text, ReplacedSubjects.class);
      return Optional.ofNullable(read).filter(ReplacedSubjects::isSound);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException _) {
      return Optional.empty();
    }
  }

  /**
   * The names in it that the operator cannot have written: it replaces users, service principals
   * and guests, by groups with an object id, and by no other subject.
   */
  List<String> implausible() {
    return Stream.concat(
            groups.keySet().stream()
                .map(BindingSubject::group)
                .filter(group -> SubjectClass.of(group) != SubjectClass.ENTRA_GROUP),
            groups.values().stream()
                .flatMap(taken -> taken.users().stream())
                .map(BindingSubject::user)
                .filter(user -> !REPLACED.contains(SubjectClass.of(user))))
        .map(BindingSubject::name)
        .toList();
  }

  /** The record after further takeovers. */
  ReplacedSubjects plus(Map<String, List<String>> takeovers, Set<String> addedGroups) {
    SortedMap<String, Replacement> merged = new TreeMap<>(groups);
    takeovers.forEach((group, users) -> {
      Replacement before = merged.get(group);
      LinkedHashSet<String> all = new LinkedHashSet<>(before == null ? List.of() : before.users());
      all.addAll(users);
      boolean entered = addedGroups.contains(group) || (before != null && before.entered());
      merged.put(group, new Replacement(entered, List.copyOf(all)));
    });
    boolean again = takeovers.values().stream().flatMap(List::stream).anyMatch(this::hasReplaced);
    return new ReplacedSubjects(merged, returned + (again ? 1 : 0));
  }

  boolean hasReplaced(String user) {
    return groups.values().stream().anyMatch(taken -> taken.users().contains(user));
  }

  /** Whether the group is in the binding only as a replacement. */
  boolean letIn(String group) {
    Replacement taken = groups.get(group);
    return taken != null && taken.entered();
  }

  boolean isTooLarge() {
    return text().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
  }

  /** The value of the annotation. */
  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isSound() {
    return !groups.isEmpty() && groups.values().stream().allMatch(Objects::nonNull);
  }
}
