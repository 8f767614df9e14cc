package io.securitybaseline.facts;

import java.util.List;

/**
 * One binding with all that a decision on it depends on.
 *
 * @param administrators the other ClusterRoleBindings to cluster-admin, looked at only where this
 *     is one of them
 * @param recordsLost how often, of late, our record was taken off the binding and users came back
 */
public record BindingSnapshot(
    Binding binding, AccessSnapshot access, List<Binding> administrators, int recordsLost) {

  public BindingSnapshot {
    administrators = List.copyOf(administrators);
  }
}
