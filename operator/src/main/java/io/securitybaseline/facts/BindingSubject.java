package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.Objects;

/**
 * A subject of a binding. Its API group follows from its kind, which the API server enforces.
 *
 * @param namespace of a ServiceAccount, else empty
 */
public record BindingSubject(String kind, String name, String namespace) {

  public static final String USER = "User";
  public static final String GROUP = "Group";
  public static final String SERVICE_ACCOUNT = "ServiceAccount";

  private static final String API_GROUP = "rbac.authorization.k8s.io";

  public static BindingSubject of(Subject subject) {
    return new BindingSubject(
        Objects.requireNonNullElse(subject.getKind(), ""),
        Objects.requireNonNullElse(subject.getName(), ""),
        Objects.requireNonNullElse(subject.getNamespace(), ""));
  }

  public static BindingSubject user(String name) {
    return new BindingSubject(USER, name, "");
  }

  public static BindingSubject group(String name) {
    return new BindingSubject(GROUP, name, "");
  }

  public boolean isUser() {
    return kind.equals(USER);
  }

  public boolean isGroup() {
    return kind.equals(GROUP);
  }

  /** The API's form. */
  public Subject toSubject() {
    boolean account = kind.equals(SERVICE_ACCOUNT);
    return new Subject(
        account ? null : API_GROUP, kind, name, namespace.isEmpty() ? null : namespace);
  }
}
