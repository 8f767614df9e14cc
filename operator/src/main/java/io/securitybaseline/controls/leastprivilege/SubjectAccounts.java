package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.facts.BindingSubject;
import java.util.Optional;

/**
 * The ServiceAccounts that the subject of a binding stands for: one by either of its names, all of
 * a namespace or of the cluster by their groups, or all as authenticated clients.
 *
 * <p>Source: the package {@code serviceaccount} of the API server.
 *
 * @param namespace empty for those of all namespaces
 * @param name empty for all of the namespace
 */
record SubjectAccounts(Optional<String> namespace, Optional<String> name) {

  private static final String USER = "system:serviceaccount:";
  private static final String GROUP = "system:serviceaccounts";
  private static final String OF_NAMESPACE = GROUP + ":";
  private static final String AUTHENTICATED = "system:authenticated";
  private static final SubjectAccounts ALL =
      new SubjectAccounts(Optional.empty(), Optional.empty());

  /**
   * Those of a subject; empty where it stands for none.
   *
   * @param bindingNamespace where a ServiceAccount is that has no namespace of its own
   */
  static Optional<SubjectAccounts> of(BindingSubject subject, String bindingNamespace) {
    return switch (subject.kind()) {
      case BindingSubject.SERVICE_ACCOUNT ->
          Optional.of(
              of(
                  subject.namespace().isEmpty() ? bindingNamespace : subject.namespace(),
                  subject.name()));
      case BindingSubject.USER -> ofUser(subject.name());
      case BindingSubject.GROUP -> ofGroup(subject.name());
      default -> Optional.empty();
    };
  }

  private static SubjectAccounts of(String namespace, String name) {
    return new SubjectAccounts(Optional.of(namespace), Optional.of(name));
  }

  private static Optional<SubjectAccounts> ofUser(String user) {
    if (!user.startsWith(USER)) {
      return Optional.empty();
    }
    String[] parts = user.substring(USER.length()).split(":", 2);
    return parts.length == 2 ? Optional.of(of(parts[0], parts[1])) : Optional.empty();
  }

  private static Optional<SubjectAccounts> ofGroup(String group) {
    if (group.equals(GROUP) || group.equals(AUTHENTICATED)) {
      return Optional.of(ALL);
    }
    return group.startsWith(OF_NAMESPACE)
        ? Optional.of(
            new SubjectAccounts(
                Optional.of(group.substring(OF_NAMESPACE.length())), Optional.empty()))
        : Optional.empty();
  }

  /** Whether any of them can be in the namespace. */
  boolean areIn(String some) {
    return namespace.isEmpty() || namespace.get().equals(some);
  }

  /** Whether one of the name is among them. */
  boolean include(String account) {
    return name.isEmpty() || name.get().equals(account);
  }
}
