package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of role bindings. */
public final class BindingWatches {

  private static final long PAGE = 500;

  /** All there are in nearly every cluster. */
  private static final long CLUSTER_PAGE = 10_000;

  /** Which client owns the binding, and which one changed its subjects since it was created. */
  private static final List<String> WRITERS =
      List.of(
          "metadata.creationTimestamp",
          "metadata.managedFields.manager",
          "metadata.managedFields.operation",
          "metadata.managedFields.subresource",
          "metadata.managedFields.time",
          "metadata.managedFields.fieldsV1");

  public static final Watch<RoleBinding> ROLE_BINDINGS =
      Watch.of(
              RoleBinding.class,
              Concern.NAMESPACE,
              fields(RoleBinding::getSubjects, RoleBinding::getRoleRef),
              Form.<RoleBinding>reduced(_ -> new BindingPruning().roleBindings()).largeOnReading())
          .paged(PAGE)
          .budgeted();

  public static final Watch<ClusterRoleBinding> CLUSTER_ROLE_BINDINGS =
      Watch.of(
              ClusterRoleBinding.class,
              Concern.OBJECT,
              fields(ClusterRoleBinding::getSubjects, ClusterRoleBinding::getRoleRef),
              Form.<ClusterRoleBinding>reduced(_ -> new BindingPruning().clusterRoleBindings())
                  .largeOnReading())
          .paged(CLUSTER_PAGE);

  private BindingWatches() {}

  private static <T extends HasMetadata> List<Field<T>> fields(
      Function<T, @Nullable List<Subject>> subjects, Function<T, @Nullable RoleRef> role) {
    return List.of(
        Field.uid(),
        Field.deletion(),
        Field.of(
            "subjects", binding -> Objects.requireNonNullElse(subjects.apply(binding), List.of())),
        Field.of("roleRef", role),
        Field.of(
            managers("metadata.labels"),
            binding -> BindingPruning.telling(binding.getMetadata().getLabels())),
        Field.of(
            managers("metadata.annotations"),
            binding -> BindingPruning.telling(binding.getMetadata().getAnnotations())),
        Field.of(
            List.of("metadata.ownerReferences.kind", "metadata.ownerReferences.name"),
            binding -> BindingPruning.owners(binding.getMetadata())),
        Field.of(WRITERS, binding -> BindingWriter.kept(binding.getMetadata())));
  }

  private static List<String> managers(String path) {
    return Stream.concat(
            BindingPruning.TELLING.stream().map(prefix -> prefix + "*"), OwnerMarks.everyKey())
        .map(key -> path + "[" + key + "]")
        .toList();
  }
}
