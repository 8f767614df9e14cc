package io.securitybaseline.command.rollback;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.control.groupbindings.Administrators;
import io.securitybaseline.control.groupbindings.ReplacedSubjects;
import io.securitybaseline.observe.Binding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bindings of a cluster that are to be rolled back, as they stand now. */
final class ClusterBindings implements Bindings {

  /** Which of them. */
  sealed interface Scope {}

  /** All there are. */
  record Everything() implements Scope {}

  /** The RoleBindings of a namespace, or one of them. */
  record Within(String namespace, Optional<String> name) implements Scope {}

  /** One ClusterRoleBinding. */
  record ClusterWide(String name) implements Scope {}

  private final KubernetesClient client;
  private final Scope scope;

  ClusterBindings(KubernetesClient client, Scope scope) {
    this.client = client;
    this.scope = scope;
  }

  @Override
  public List<Binding> recorded() {
    return all()
        .filter(ReplacedSubjects::isOn)
        .sorted(Comparator.comparingInt(ClusterBindings::reach))
        .toList();
  }

  /** The wider a binding reaches, the later it is its turn. */
  private static int reach(Binding binding) {
    return Administrators.concerns(binding) ? 2 : binding.isClusterWide() ? 1 : 0;
  }

  @Override
  public List<Binding> administrators() {
    return client.rbac().clusterRoleBindings().list().getItems().stream()
        .map(Binding::of)
        .filter(Administrators::concerns)
        .toList();
  }

  @Override
  public Optional<Binding> again(Binding binding) {
    return binding.isClusterWide()
        ? clusterRoleBinding(binding.name())
        : roleBinding(binding.namespace(), binding.name());
  }

  private Stream<Binding> all() {
    return switch (scope) {
      case Everything() ->
          Stream.concat(
              client.rbac().clusterRoleBindings().list().getItems().stream().map(Binding::of),
              client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
                  .map(Binding::of));
      case Within(String namespace, Optional<String> name) when name.isPresent() ->
          Stream.of(
              roleBinding(namespace, name.get())
                  .orElseThrow(() ->
                      missing("RoleBinding %s in namespace %s".formatted(name.get(), namespace))));
      case Within(String namespace, _) ->
          client.rbac().roleBindings().inNamespace(namespace).list().getItems().stream()
              .map(Binding::of);
      case ClusterWide(String name) ->
          Stream.of(
              clusterRoleBinding(name).orElseThrow(() -> missing("ClusterRoleBinding " + name)));
    };
  }

  /** From the list: the client below cannot ask for a name of any characters. */
  private Optional<Binding> roleBinding(String namespace, String name) {
    return client.rbac().roleBindings().inNamespace(namespace).list().getItems().stream()
        .map(Binding::of)
        .filter(binding -> binding.name().equals(name))
        .findFirst();
  }

  private Optional<Binding> clusterRoleBinding(String name) {
    return client.rbac().clusterRoleBindings().list().getItems().stream()
        .map(Binding::of)
        .filter(binding -> binding.name().equals(name))
        .findFirst();
  }

  private static IllegalStateException missing(String what) {
    return new IllegalStateException("there is no " + what);
  }
}
