package io.securitybaseline.facts;

import java.util.List;

/**
 * One binding with all that a decision on it depends on.
 *
 * @param administrators the other ClusterRoleBindings to cluster-admin, evaluated only where this
 *     is one of them
 * @param recordsLost how often, recently, another client removed the record from the binding and
 *     restored users
 */
public record BindingSnapshot(
    Binding binding, AccessSnapshot access, List<Binding> administrators, int recordsLost) {

  public BindingSnapshot {
    administrators = List.copyOf(administrators);
  }
}
