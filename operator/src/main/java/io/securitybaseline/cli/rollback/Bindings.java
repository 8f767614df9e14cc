package io.securitybaseline.cli.rollback;

import io.securitybaseline.facts.Binding;
import java.util.List;
import java.util.Optional;

/** The bindings that are to be rolled back; reads only. */
interface Bindings {

  /**
   * Those that carry a record, in the order in which to restore them: RoleBindings, then
   * ClusterRoleBindings, and those to cluster-admin last, through which the caller may have its own
   * permissions.
   *
   * @throws IllegalStateException if a binding that was named is not there
   */
  List<Binding> recorded();

  /** All bindings that make cluster administrators, whether or not they are to be rolled back. */
  List<Binding> administrators();

  /**
   * Who wrote the record of the binding last, if that was not the operator and records of others
   * are not to be trusted. The API server notes the field manager that a client names, so this
   * shows honest writers and proves nothing of others.
   */
  Optional<String> foreignWriter(Binding binding);

  /** The current binding; empty if it was deleted. */
  Optional<Binding> again(Binding binding);
}
