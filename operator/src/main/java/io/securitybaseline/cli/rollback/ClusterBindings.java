package io.securitybaseline.cli.rollback;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.controls.groupbindings.ReplacedSubjects;
import io.securitybaseline.facts.Binding;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** The names that namespaces may have (RFC 1123 label). */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private final KubernetesClient client;
  private final Scope scope;
  private final boolean trustAllRecords;

  /** By the uid of the binding. */
  private final Map<String, RecordWriter> writers = new HashMap<>();

  /**
   * @param trustAllRecords whether records count that the operator did not write
   */
  ClusterBindings(KubernetesClient client, Scope scope, boolean trustAllRecords) {
    this.client = client;
    this.scope = scope;
    this.trustAllRecords = trustAllRecords;
  }

  @Override
  public List<Binding> recorded() {
    return all()
        .filter(ReplacedSubjects::isOn)
        .sorted(Comparator.comparingInt(ClusterBindings::reach))
        .toList();
  }

  /** The wider the scope of a binding, the later it is restored. */
  private static int reach(Binding binding) {
    return Administrators.concerns(binding) ? 2 : binding.isClusterWide() ? 1 : 0;
  }

  @Override
  public List<Binding> administrators() {
    return client.rbac().clusterRoleBindings().list().getItems().stream()
        .map(this::binding)
        .filter(Administrators::concerns)
        .toList();
  }

  @Override
  public Optional<String> foreignWriter(Binding binding) {
    return trustAllRecords
        ? Optional.empty()
        : writers.getOrDefault(binding.uid(), RecordWriter.UNKNOWN).foreign();
  }

  @Override
  public Optional<Binding> again(Binding binding) {
    return binding.isClusterWide()
        ? clusterRoleBinding(binding.name())
        : roleBinding(binding.namespace(), binding.name());
  }

  private Stream<Binding> all() {
    if (scope instanceof Within(String namespace, _)) {
      requireNamespace(namespace);
    }
    return switch (scope) {
      case Everything() ->
          Stream.concat(
              client.rbac().clusterRoleBindings().list().getItems().stream().map(this::binding),
              client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
                  .map(this::binding));
      case Within(String namespace, Optional<String> name) when name.isPresent() ->
          Stream.of(
              roleBinding(namespace, name.get())
                  .orElseThrow(() ->
                      missing("RoleBinding %s in namespace %s".formatted(name.get(), namespace))));
      case Within(String namespace, _) ->
          client.rbac().roleBindings().inNamespace(namespace).list().getItems().stream()
              .map(this::binding);
      case ClusterWide(String name) ->
          Stream.of(
              clusterRoleBinding(name).orElseThrow(() -> missing("ClusterRoleBinding " + name)));
    };
  }

  /** From the list: the client below cannot ask for a name of any characters. */
  private Optional<Binding> roleBinding(String namespace, String name) {
    return client.rbac().roleBindings().inNamespace(namespace).list().getItems().stream()
        .map(this::binding)
        .filter(binding -> binding.name().equals(name))
        .findFirst();
  }

  private Optional<Binding> clusterRoleBinding(String name) {
    return client.rbac().clusterRoleBindings().list().getItems().stream()
        .map(this::binding)
        .filter(binding -> binding.name().equals(name))
        .findFirst();
  }

  private Binding binding(HasMetadata object) {
    Binding binding = Binding.of(object);
    if (ReplacedSubjects.isOn(binding)) {
      writers.put(binding.uid(), RecordWriter.of(object));
    }
    return binding;
  }

  /**
   * An empty list is no proof that there is a namespace.
   *
   * @throws IllegalStateException if there is none of that name
   */
  private void requireNamespace(String name) {
    try {
      if (!NAME.matcher(name).matches() || client.namespaces().withName(name).get() == null) {
        throw missing("namespace " + name);
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      // Who may read the bindings there and not the namespace itself still gets them listed.
    }
  }

  private static IllegalStateException missing(String what) {
    return new IllegalStateException("there is no " + what);
  }
}
