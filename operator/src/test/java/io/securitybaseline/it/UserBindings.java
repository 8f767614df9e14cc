package io.securitybaseline.it;

import static io.securitybaseline.testing.RetryOnConflict.edit;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.control.Ownership;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Bindings that name users, as users of a cluster make them. */
final class UserBindings {

  static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";

  /** What the chart is reported so that the operator may replace users of these roles. */
  static final String CHART_VALUES =
      """
      groupBindings:
        bind: {clusterRoles: [edit, cluster-admin, releaser], roles: [deployer]}
      """;

  /** Answers from the one to the other say that nothing was written. */
  private static final int BAD_REQUEST = 400;

  private static final int SERVER_ERROR = 500;

  private final KubernetesClient client;

  UserBindings(KubernetesClient client) {
    this.client = client;
  }

  /** A spec in which the group takes over from every client at contoso.com. */
  static String spec(String mode, String more) {
    return """
    mode: %s
    instanceMetadata: {mode: "Off"}
    groupBindings:
      groups:
      - objectId: %s
        displayName: team-payments-dev
        users: ["*@contoso.com"]
        roles:
        - {kind: ClusterRole, name: edit}
        - {kind: ClusterRole, name: view}
        - {kind: ClusterRole, name: cluster-admin}
        - {kind: ClusterRole, name: releaser}
        - {kind: Role, name: deployer}
      protectedUsers: ["breakglass@contoso.com"]
      membership: Assume
      %s
    """
        .formatted(mode, GROUP, more);
  }

  static String enforced() {
    return spec("Enforce", "entraIntegration: Assume");
  }

  /** A RoleBinding of a ClusterRole to users, with more metadata as YAML in braces' inside. */
  void create(String namespace, String name, String clusterRole, String metadata, String... users) {
    StringBuilder subjects = new StringBuilder();
    for (String user : users) {
      subjects
          .append("{kind: User, apiGroup: rbac.authorization.k8s.io, name: \"")
          .append(user)
          .append("\"}, ");
    }
    client
        .resource(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: %s, namespace: %s, %s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
            subjects: [%s]
            """
                .formatted(name, namespace, metadata, clusterRole, subjects))
        .create();
  }

  void create(String namespace, String name, String clusterRole, String user) {
    create(namespace, name, clusterRole, "", user);
  }

  /** Removes every subject, as a client that revokes permissions does. */
  void cleanUpEverybody(String namespace, String name) {
    edit(
        client.rbac().roleBindings().inNamespace(namespace).withName(name),
        binding -> binding.getSubjects().clear());
  }

  /**
   * Adds a service account, and others with it, as a careful writer does: to what it has read, and
   * only if no client was faster.
   *
   * @param once a client that sends the write once
   * @return whether they are in; where the answer is lost, the binding itself says
   */
  boolean add(
      KubernetesClient once, String namespace, String name, String account, Subject... more) {
    RoleBinding binding = get(namespace, name);
    binding.getSubjects().add(new Subject(null, "ServiceAccount", account, namespace));
    binding.getSubjects().addAll(List.of(more));
    try {
      once.resource(binding).update();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      if (e.getCode() >= BAD_REQUEST && e.getCode() < SERVER_ERROR) {
        throw e;
      }
      return subjects(namespace, name).contains("ServiceAccount/" + account);
    }
  }

  RoleBinding get(String namespace, String name) {
    return client.rbac().roleBindings().inNamespace(namespace).withName(name).require();
  }

  /** Its subjects, each as {@code User/alice}. */
  List<String> subjects(String namespace, String name) {
    return subjects(get(namespace, name).getSubjects());
  }

  static List<String> subjects(List<Subject> subjects) {
    return subjects.stream().map(subject -> subject.getKind() + "/" + subject.getName()).toList();
  }

  Optional<String> record(String namespace, String name) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(
            get(namespace, name).getMetadata().getAnnotations(), Map.<String, String>of());
    return Optional.ofNullable(annotations.get(Ownership.REPLACED_SUBJECTS));
  }
}
