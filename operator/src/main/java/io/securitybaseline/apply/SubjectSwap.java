package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Ownership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The only edit of an object of another owner: the subjects of a binding and the record of it. */
final class SubjectSwap {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SubjectSwap() {}

  /** The body of a JSON merge patch (RFC 7386), in which null removes. */
  static String patch(HasMetadata binding, Seen seen) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(binding.getMetadata().getAnnotations(), Map.of());
    Map<String, Object> record = new LinkedHashMap<>();
    record.put(Ownership.REPLACED_SUBJECTS, annotations.get(Ownership.REPLACED_SUBJECTS));
    record.put(Ownership.REPLACED_AT, annotations.get(Ownership.REPLACED_AT));
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put(
        "metadata",
        Map.of(
            "uid", seen.uid(), "resourceVersion", seen.resourceVersion(), "annotations", record));
    patch.put("subjects", subjects(binding));
    try {
      return JSON.writeValueAsString(patch);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Subject> subjects(HasMetadata binding) {
    return switch (binding) {
      case RoleBinding it -> it.getSubjects();
      case ClusterRoleBinding it -> it.getSubjects();
      default -> throw new IllegalArgumentException(binding.getKind() + " has no subjects");
    };
  }
}
