package io.securitybaseline.cli.rollback;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as it would be after the rollback of one binding, as far as the operator's decision on
 * that binding depends on it.
 *
 * @param binding as it would be
 * @param others bindings that create cluster administrators
 * @param namespace of the binding; ignored for a ClusterRoleBinding
 */
record AfterRollback(Binding binding, List<Binding> others, Optional<Namespaced> namespace)
    implements ResourceReader {

  private static final String RBAC = "rbac.authorization.k8s.io";

  /** The scope in which the operator evaluates the binding. */
  Scope scope() {
    return binding.isClusterWide()
        ? new Scope.OneObject(Binding.CLUSTER_ROLE_BINDING, binding.name())
        : new Scope.InNamespace(binding.namespace());
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    Stream<HasMetadata> bindings =
        Stream.concat(
                Stream.of(binding),
                others.stream().filter(other -> !other.name().equals(binding.name())))
            .map(AfterRollback::object);
    return Stream.concat(bindings, namespace.stream().map(AfterRollback::object))
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String name) {
    return all(kind).filter(object -> name.equals(object.getMetadata().getNamespace())).toList();
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return all(kind).filter(object -> name.equals(object.getMetadata().getName())).findFirst();
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return true;
  }

  private static Namespace object(Namespaced namespace) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(namespace.name())
        .withLabels(namespace.labels())
        .withUid("")
        .endMetadata()
        .build();
  }

  private static HasMetadata object(Binding binding) {
    RoleRef role = new RoleRef(RBAC, binding.role().kind(), binding.role().name());
    List<Subject> subjects = binding.subjects().stream().map(BindingSubject::toSubject).toList();
    return binding.isClusterWide()
        ? new ClusterRoleBindingBuilder()
            .withMetadata(metadata(binding, null))
            .withRoleRef(role)
            .withSubjects(subjects)
            .build()
        : new RoleBindingBuilder()
            .withMetadata(metadata(binding, binding.namespace()))
            .withRoleRef(role)
            .withSubjects(subjects)
            .build();
  }

  private static ObjectMeta metadata(Binding binding, @Nullable String namespace) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(binding.name())
        .withUid(binding.uid())
        .withResourceVersion(binding.resourceVersion())
        .withLabels(binding.labels())
        .withAnnotations(binding.annotations())
        .withOwnerReferences(binding.owners().stream().map(AfterRollback::owner).toList())
        .build();
  }

  /** From {@code Kind/name}. */
  private static OwnerReference owner(String owner) {
    int slash = owner.indexOf('/');
    return new OwnerReferenceBuilder()
        .withKind(owner.substring(0, slash))
        .withName(owner.substring(slash + 1))
        .build();
  }
}
