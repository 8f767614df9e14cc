package io.securitybaseline.cli.rollback;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.securitybaseline.control.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the record of a binding last, as the API server notes it in {@code managedFields}: the
 * field managers that own the annotation.
 *
 * @param managers none if the API server does not know
 */
record RecordWriter(List<String> managers) {

  static final RecordWriter UNKNOWN = new RecordWriter(List.of());

  private static final String ANNOTATION = "f:" + Ownership.REPLACED_SUBJECTS;

  RecordWriter {
    managers = List.copyOf(managers);
  }

  static RecordWriter of(HasMetadata binding) {
    List<ManagedFieldsEntry> entries =
        Objects.requireNonNullElse(binding.getMetadata().getManagedFields(), List.of());
    TreeSet<String> managers = new TreeSet<>();
    entries.stream()
        .filter(entry -> ownsRecord(entry.getFieldsV1()))
        .forEach(entry -> managers.add(Objects.requireNonNullElse(entry.getManager(), "")));
    return new RecordWriter(List.copyOf(managers));
  }

  /** The others, if the operator is not among the writers. */
  Optional<String> foreign() {
    if (managers.contains(Ownership.MANAGER)) {
      return Optional.empty();
    }
    return Optional.of(managers.isEmpty() ? "an unknown writer" : String.join(", ", managers));
  }

  private static boolean ownsRecord(@Nullable FieldsV1 fields) {
    return fields != null
        && fields.getAdditionalProperties().get("f:metadata") instanceof Map<?, ?> metadata
        && metadata.get("f:annotations") instanceof Map<?, ?> annotations
        && annotations.containsKey(ANNOTATION);
  }
}
