package io.securitybaseline.facts.rbac;

import io.securitybaseline.facts.BindingSubject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who sends a request, as the API server authenticated it.
 *
 * @param groups all that the user is in, those of Kubernetes included
 */
record AccessSubject(String user, Set<String> groups) {

  private static final String ACCOUNT = "system:serviceaccount:";
  private static final String AUTHENTICATED = "system:authenticated";

  AccessSubject {
    groups = Set.copyOf(groups);
  }

  /** The user that a ServiceAccount is, with the groups that the API server adds. */
  static AccessSubject ofServiceAccount(String namespace, String name) {
    return new AccessSubject(
        ACCOUNT + namespace + ":" + name,
        Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED));
  }

  /** The same with the group of every client that has authenticated. */
  AccessSubject authenticated() {
    return new AccessSubject(
        user, Stream.concat(groups.stream(), Stream.of(AUTHENTICATED)).collect(Collectors.toSet()));
  }

  /**
   * Whether one of the subjects of a binding is this one.
   *
   * @param namespace of the binding: that of a ServiceAccount that names none; empty for a
   *     ClusterRoleBinding
   */
  boolean isAmong(List<BindingSubject> subjects, String namespace) {
    for (BindingSubject subject : subjects) {
      if (is(subject, namespace)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(BindingSubject subject, String namespace) {
    return switch (subject.kind()) {
      case BindingSubject.USER -> subject.name().equals(user);
      case BindingSubject.GROUP -> groups.contains(subject.name());
      case BindingSubject.SERVICE_ACCOUNT -> {
        String of = subject.namespace().isEmpty() ? namespace : subject.namespace();
        yield !of.isEmpty() && user.equals(ACCOUNT + of + ":" + subject.name());
      }
      default -> false;
    };
  }
}
