package io.securitybaseline.facts.rbac;

import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.rbac.AccessRequest.ToPath;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the rules of roles together as the RBAC authorizer of the API server does, so that its
 * answers can be compared: a binding to a role that does not exist grants nothing, RoleBindings
 * count in their own namespace, and requests without a namespace are granted by ClusterRoleBindings
 * only.
 */
final class Authorizer {

  private final List<Binding> bindings;
  private final Roles roles;

  Authorizer(Collection<Binding> bindings, Roles roles) {
    this.bindings = List.copyOf(bindings);
    this.roles = roles;
  }

  /** Whether any binding allows the subject the request. */
  boolean may(AccessSubject subject, AccessRequest request) {
    return granted(subject, namespace(request)).anyMatch(rule -> rule.allows(request));
  }

  /** Every rule that the subject has in the namespace. */
  Set<Rule> rules(AccessSubject subject, String namespace) {
    return granted(subject, namespace).collect(Collectors.toSet());
  }

  private Stream<Rule> granted(AccessSubject subject, String namespace) {
    return bindings.stream()
        .filter(binding -> counts(binding, namespace))
        .filter(binding -> subject.isAmong(binding.subjects(), binding.namespace()))
        .flatMap(binding -> roles.find(binding.role(), binding.namespace()).stream())
        .flatMap(role -> role.rules().stream());
  }

  private static boolean counts(Binding binding, String namespace) {
    return binding.isClusterWide()
        || (!namespace.isEmpty() && binding.namespace().equals(namespace));
  }

  private static String namespace(AccessRequest request) {
    return switch (request) {
      case ToResource resource -> resource.namespace();
      case ToPath _ -> "";
    };
  }
}
