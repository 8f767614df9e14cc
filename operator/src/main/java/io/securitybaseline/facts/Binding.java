package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A RoleBinding or ClusterRoleBinding as it stands.
 *
 * @param namespace empty for a ClusterRoleBinding
 * @param resourceVersion the version that a decision on it is good for
 * @param owners the objects that own it, each as {@code Kind/name}
 * @param writer the field manager that may revert a change, if there is one
 * @param marker present if no more is known of it than that it exists: role and subjects are empty
 */
public record Binding(
    String kind,
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    RoleName role,
    List<BindingSubject> subjects,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> owners,
    Optional<BindingWriter> writer,
    Optional<Marker> marker) {

  public static final String ROLE_BINDING = "RoleBinding";
  public static final String CLUSTER_ROLE_BINDING = "ClusterRoleBinding";

  public Binding {
    subjects = List.copyOf(subjects);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    owners = List.copyOf(owners);
  }

  /** A binding of which everything is known but who wrote it. */
  public Binding(
      String kind,
      String namespace,
      String name,
      String uid,
      String resourceVersion,
      RoleName role,
      List<BindingSubject> subjects,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<String> owners) {
    this(
        kind,
        namespace,
        name,
        uid,
        resourceVersion,
        role,
        subjects,
        labels,
        annotations,
        owners,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Either of the two.
   *
   * @throws IllegalArgumentException for an object of any other kind
   */
  public static Binding of(HasMetadata object) {
    return switch (object) {
      case RoleBinding binding -> of(binding);
      case ClusterRoleBinding binding -> of(binding);
      default -> throw new IllegalArgumentException(object.getKind() + " is no role binding");
    };
  }

  public static Binding of(RoleBinding binding) {
    return of(ROLE_BINDING, binding, binding.getRoleRef(), binding.getSubjects());
  }

  public static Binding of(ClusterRoleBinding binding) {
    return of(CLUSTER_ROLE_BINDING, binding, binding.getRoleRef(), binding.getSubjects());
  }

  /** The same with other subjects and annotations. */
  public Binding with(List<BindingSubject> others, Map<String, String> otherAnnotations) {
    return new Binding(
        kind,
        namespace,
        name,
        uid,
        resourceVersion,
        role,
        others,
        labels,
        otherAnnotations,
        owners,
        writer,
        marker);
  }

  /** Whether it gives its role in the whole cluster. */
  public boolean isClusterWide() {
    return kind.equals(CLUSTER_ROLE_BINDING);
  }

  private static Binding of(
      String kind, HasMetadata object, @Nullable RoleRef role, @Nullable List<Subject> subjects) {
    var metadata = object.getMetadata();
    return new Binding(
        kind,
        kind.equals(CLUSTER_ROLE_BINDING) ? "" : text(metadata.getNamespace()),
        text(metadata.getName()),
        text(metadata.getUid()),
        text(metadata.getResourceVersion()),
        role == null
            ? new RoleName("", "")
            : new RoleName(text(role.getKind()), text(role.getName())),
        subjects == null ? List.of() : subjects.stream().map(BindingSubject::of).toList(),
        BindingPruning.telling(metadata.getLabels()),
        BindingPruning.telling(metadata.getAnnotations()),
        metadata.getOwnerReferences() == null
            ? List.of()
            : metadata.getOwnerReferences().stream().map(Binding::owner).toList(),
        BindingWriter.of(metadata),
        Marker.of(object));
  }

  private static String owner(OwnerReference owner) {
    return owner.getKind() + "/" + owner.getName();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
