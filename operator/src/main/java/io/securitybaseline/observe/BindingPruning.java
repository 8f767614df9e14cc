package io.securitybaseline.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the caches keep of bindings, and which updates of them are news. Their subjects are kept
 * whole, for whoever swaps one has to write all of them; what is the same in many bindings is kept
 * once.
 */
public final class BindingPruning {

  /** Labels and annotations with these beginnings tell who manages a binding. */
  private static final List<String> TELLING =
      List.of(
          "addonmanager.kubernetes.io/",
          "kubernetes.io/bootstrapping",
          "rbac.authorization.kubernetes.io/",
          "kubernetes.azure.com/managedby",
          "app.kubernetes.io/managed-by",
          "kustomize.toolkit.fluxcd.io/",
          "helm.toolkit.fluxcd.io/",
          "meta.helm.sh/",
          "argocd.argoproj.io/",
          "securitybaseline.io/");

  private final SharedValues shared = new SharedValues();
  private final SharedValues names = new SharedValues();

  /** A RoleBinding as it is kept. */
  public UnaryOperator<RoleBinding> roleBindings() {
    return binding -> {
      RoleBinding kept = new RoleBinding();
      kept.setMetadata(identity(binding));
      kept.setRoleRef(role(binding.getRoleRef()));
      kept.setSubjects(subjects(binding.getSubjects()));
      kept.setAdditionalProperties(Map.of());
      return kept;
    };
  }

  /** A ClusterRoleBinding as it is kept. */
  public UnaryOperator<ClusterRoleBinding> clusterRoleBindings() {
    return binding -> {
      ClusterRoleBinding kept = new ClusterRoleBinding();
      kept.setMetadata(identity(binding));
      kept.setRoleRef(role(binding.getRoleRef()));
      kept.setSubjects(subjects(binding.getSubjects()));
      kept.setAdditionalProperties(Map.of());
      return kept;
    };
  }

  /** Whether an update changed anything that is kept; the version aside, by which writes go. */
  public static boolean isNews(RoleBinding now, RoleBinding before) {
    return !Objects.equals(subjects(now), subjects(before)) || !sameMarks(now, before);
  }

  /** The same for a ClusterRoleBinding. */
  public static boolean isNews(ClusterRoleBinding now, ClusterRoleBinding before) {
    return !Objects.equals(
            Objects.requireNonNullElse(now.getSubjects(), List.of()),
            Objects.requireNonNullElse(before.getSubjects(), List.of()))
        || !sameMarks(now, before);
  }

  private static List<Subject> subjects(RoleBinding binding) {
    return Objects.requireNonNullElse(binding.getSubjects(), List.of());
  }

  private static boolean sameMarks(HasMetadata now, HasMetadata before) {
    return Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        && telling(now.getMetadata().getLabels()).equals(telling(before.getMetadata().getLabels()))
        && telling(now.getMetadata().getAnnotations())
            .equals(telling(before.getMetadata().getAnnotations()))
        && owners(now.getMetadata()).equals(owners(before.getMetadata()));
  }

  private ObjectMeta identity(HasMetadata object) {
    ObjectMeta from = object.getMetadata();
    ObjectMeta kept = BareObjects.metadata();
    kept.setName(names.shared(from.getName()));
    if (from.getNamespace() != null) {
      kept.setNamespace(names.shared(from.getNamespace()));
    }
    kept.setUid(from.getUid());
    kept.setResourceVersion(from.getResourceVersion());
    kept.setDeletionTimestamp(from.getDeletionTimestamp());
    kept.setLabels(telling(from.getLabels()));
    kept.setAnnotations(telling(from.getAnnotations()));
    kept.setOwnerReferences(owners(from));
    return kept;
  }

  private static List<OwnerReference> owners(ObjectMeta metadata) {
    return metadata.getOwnerReferences() == null || metadata.getOwnerReferences().isEmpty()
        ? List.of()
        : metadata.getOwnerReferences();
  }

  private @Nullable RoleRef role(@Nullable RoleRef role) {
    return role == null ? null : shared.shared(role);
  }

  private List<Subject> subjects(@Nullable List<Subject> subjects) {
    if (subjects == null || subjects.isEmpty()) {
      return List.of();
    }
    List<Subject> kept = new ArrayList<>(subjects.size());
    subjects.forEach(subject -> kept.add(shared.shared(subject)));
    return shared.shared(List.copyOf(kept));
  }

  private static Map<String, String> telling(@Nullable Map<String, String> texts) {
    if (texts == null || texts.isEmpty()) {
      return Map.of();
    }
    Set<Map.Entry<String, String>> entries = texts.entrySet();
    return entries.stream()
        .filter(entry -> entry.getValue() != null)
        .filter(entry -> TELLING.stream().anyMatch(entry.getKey()::startsWith))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
