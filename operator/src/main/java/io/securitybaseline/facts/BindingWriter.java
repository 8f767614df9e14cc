package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The field manager of a binding that may revert what is changed in it, from {@code managedFields}:
 * one of a tool that owns bindings, else one that applies the binding (server-side apply), else the
 * last one that changed the subjects after the binding was created. The operator does not count,
 * and neither does kubectl without server-side apply, with which users make single changes.
 *
 * @param manager the field manager
 * @param changedSubjectsAt when it last wrote the fields that it owns, the subjects among them;
 *     null where the manager owns the binding at any time
 */
public record BindingWriter(String manager, @Nullable Instant changedSubjectsAt) {

  /** The value of {@code app.kubernetes.io/managed-by} and the field manager of the operator. */
  private static final String OPERATOR = "security-baseline-operator";

  private static final String KUBECTL = "kubectl";
  private static final String APPLY = "Apply";
  private static final String SUBJECTS = "f:subjects";

  /** The fields that make a binding: a client that applies labels alone does not own it. */
  static final Set<String> READ_FIELDS = Set.of(SUBJECTS, "f:roleRef");

  /** The API server takes both times itself, in whole seconds, one after the other. */
  private static final Duration CREATION = Duration.ofSeconds(2);

  /** What is kept of the fields of an entry. */
  private static final FieldsV1 KEPT_FIELDS = new FieldsV1();

  static {
    KEPT_FIELDS.setAdditionalProperties(Map.of(SUBJECTS, Map.of()));
  }

  /** The writer that counts, if there is one. */
  static Optional<BindingWriter> of(ObjectMeta metadata) {
    return kept(metadata).stream()
        .map(entry -> new BindingWriter(entry.getManager(), time(entry.getTime())))
        .findFirst();
  }

  /** The entry of the writer that counts, with what is read of it; the same of what is kept. */
  static List<ManagedFieldsEntry> kept(ObjectMeta metadata) {
    List<ManagedFieldsEntry> entries = metadata.getManagedFields();
    if (entries == null || entries.isEmpty()) {
      return List.of();
    }
    List<ManagedFieldsEntry> others =
        entries.stream().filter(BindingWriter::isOfAnotherClient).toList();
    return first(others.stream().filter(BindingWriter::isOfTool))
        .or(() -> first(others.stream().filter(BindingWriter::isApplied)))
        .map(entry -> kept(entry, null))
        .or(() ->
            others.stream()
                .filter(entry -> isChange(entry, metadata.getCreationTimestamp()))
                .max(Comparator.comparing(ManagedFieldsEntry::getTime))
                .map(entry -> kept(entry, entry.getTime())))
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<ManagedFieldsEntry> first(Stream<ManagedFieldsEntry> entries) {
    return entries.min(Comparator.comparing(ManagedFieldsEntry::getManager));
  }

  private static ManagedFieldsEntry kept(ManagedFieldsEntry entry, @Nullable String time) {
    ManagedFieldsEntry kept = new ManagedFieldsEntry();
    kept.setManager(entry.getManager());
    kept.setOperation(entry.getOperation());
    kept.setTime(time);
    kept.setFieldsV1(KEPT_FIELDS);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static boolean isOfAnotherClient(ManagedFieldsEntry entry) {
    String manager = entry.getManager();
    boolean whole = entry.getSubresource() == null || entry.getSubresource().isEmpty();
    return whole && manager != null && !manager.isEmpty() && !manager.equals(OPERATOR);
  }

  private static boolean isOfTool(ManagedFieldsEntry entry) {
    return OwnerMarks.ofManager(entry.getManager()).isPresent();
  }

  private static boolean isApplied(ManagedFieldsEntry entry) {
    return APPLY.equals(entry.getOperation())
        && READ_FIELDS.stream().anyMatch(field -> owns(entry, field));
  }

  private static boolean isChange(ManagedFieldsEntry entry, @Nullable String created) {
    Instant at = time(entry.getTime());
    Instant creation = time(created);
    return !APPLY.equals(entry.getOperation())
        && at != null
        && owns(entry, SUBJECTS)
        && !isKubectl(entry.getManager())
        && (creation == null || at.isAfter(creation.plus(CREATION)));
  }

  private static boolean isKubectl(String manager) {
    return manager.equals(KUBECTL) || manager.startsWith(KUBECTL + "-");
  }

  private static boolean owns(ManagedFieldsEntry entry, String field) {
    FieldsV1 fields = entry.getFieldsV1();
    return fields != null
        && Objects.requireNonNullElse(fields.getAdditionalProperties(), Map.of())
            .containsKey(field);
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
