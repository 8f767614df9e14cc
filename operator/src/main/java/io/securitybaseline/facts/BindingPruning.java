package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Interner;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caches keep of bindings. Their subjects are kept whole, because replacing one writes all
 * of them; what is the same in many bindings is kept once.
 */
public final class BindingPruning {

  /**
   * Labels and annotations with these prefixes show which tool manages a binding, and more than its
   * name; those of {@link OwnerMarks} show no more than that.
   */
  static final List<String> TELLING =
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

  /**
   * Bytes of a binding: some three thousand subjects, beside a full record of replaced users. A
   * binding of more has to be split before the operator changes it. One whose name is longer than
   * names are elsewhere counts as too large: it could not be reported by its name.
   */
  static final long MOST_BYTES = 1 << 20;

  private final Interner shared = new Interner();
  private final Interner names = new Interner();

  /** A RoleBinding as it is kept. */
  public Keeping<RoleBinding> roleBindings() {
    return new Keeping<>(
        binding -> {
          RoleBinding kept = roleBinding(identity(binding));
          kept.setRoleRef(role(binding.getRoleRef()));
          kept.setSubjects(subjects(binding.getSubjects()));
          return kept;
        },
        binding -> size(binding, binding.getRoleRef(), binding.getSubjects()),
        MOST_BYTES,
        BindingPruning::roleBinding);
  }

  /** A ClusterRoleBinding as it is kept. */
  public Keeping<ClusterRoleBinding> clusterRoleBindings() {
    return new Keeping<>(
        binding -> {
          ClusterRoleBinding kept = clusterRoleBinding(identity(binding));
          kept.setRoleRef(role(binding.getRoleRef()));
          kept.setSubjects(subjects(binding.getSubjects()));
          return kept;
        },
        binding -> size(binding, binding.getRoleRef(), binding.getSubjects()),
        MOST_BYTES,
        BindingPruning::clusterRoleBinding);
  }

  private static RoleBinding roleBinding(ObjectMeta metadata) {
    RoleBinding kept = new RoleBinding();
    kept.setMetadata(metadata);
    kept.setSubjects(List.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static ClusterRoleBinding clusterRoleBinding(ObjectMeta metadata) {
    ClusterRoleBinding kept = new ClusterRoleBinding();
    kept.setMetadata(metadata);
    kept.setSubjects(List.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static long size(
      HasMetadata binding, @Nullable RoleRef role, @Nullable List<Subject> subjects) {
    ObjectMeta metadata = binding.getMetadata();
    return (metadata.getName().length() > Marker.LONGEST_NAME ? MOST_BYTES : 0)
        + Footprint.of(metadata.getName())
        + Footprint.of(telling(metadata.getLabels()))
        + Footprint.of(telling(metadata.getAnnotations()))
        + Footprint.ofOwners(metadata.getOwnerReferences())
        + Footprint.ofManagers(BindingWriter.kept(metadata))
        + Footprint.of(role)
        + Footprint.ofSubjects(subjects);
  }

  private ObjectMeta identity(HasMetadata object) {
    ObjectMeta from = object.getMetadata();
    ObjectMeta kept = EmptyModels.metadata();
    kept.setName(names.shared(from.getName(), Footprint.of(from.getName())));
    if (from.getNamespace() != null) {
      kept.setNamespace(names.shared(from.getNamespace()));
    }
    kept.setUid(from.getUid());
    kept.setResourceVersion(from.getResourceVersion());
    kept.setDeletionTimestamp(from.getDeletionTimestamp());
    Map<String, String> labels = telling(from.getLabels());
    kept.setLabels(labels.isEmpty() ? labels : shared.shared(labels, Footprint.of(labels)));
    kept.setAnnotations(telling(from.getAnnotations()));
    kept.setOwnerReferences(owners(from));
    kept.setManagedFields(writers(from));
    return kept;
  }

  /** Bindings that one client applies share one entry; a time makes an entry unlike others. */
  private List<ManagedFieldsEntry> writers(ObjectMeta metadata) {
    List<ManagedFieldsEntry> writers = BindingWriter.kept(metadata);
    return writers.isEmpty() || writers.getFirst().getTime() != null
        ? writers
        : shared.shared(writers, Footprint.ofManagers(writers));
  }

  /** The owners as far as they are reported: by kind and name. */
  static List<OwnerReference> owners(ObjectMeta metadata) {
    List<OwnerReference> owners = metadata.getOwnerReferences();
    return owners == null || owners.isEmpty()
        ? List.of()
        : owners.stream().map(BindingPruning::owner).toList();
  }

  private static OwnerReference owner(OwnerReference from) {
    OwnerReference kept = new OwnerReference();
    kept.setKind(from.getKind());
    kept.setName(from.getName());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private @Nullable RoleRef role(@Nullable RoleRef role) {
    return role == null ? null : shared.shared(role, Footprint.of(role));
  }

  private List<Subject> subjects(@Nullable List<Subject> subjects) {
    if (subjects == null || subjects.isEmpty()) {
      return List.of();
    }
    List<Subject> kept = new ArrayList<>(subjects.size());
    for (Subject subject : subjects) {
      kept.add(shared.shared(subject, Footprint.of(subject.getName())));
    }
    return shared.shared(List.copyOf(kept), Footprint.ofSubjects(kept));
  }

  static Map<String, String> telling(@Nullable Map<String, String> texts) {
    if (texts == null || texts.isEmpty()) {
      return Map.of();
    }
    Map<String, String> kept = new HashMap<>(OwnerMarks.in(texts));
    texts.forEach((key, value) -> {
      if (value != null && TELLING.stream().anyMatch(key::startsWith)) {
        kept.put(key, value);
      }
    });
    return Map.copyOf(kept);
  }
}
