package io.securitybaseline.facts;

import io.securitybaseline.facts.azure.directory.Memberships;
import java.time.Instant;
import java.util.List;

/**
 * One binding with all that a decision on it depends on.
 *
 * @param administrators the other ClusterRoleBindings to cluster-admin, evaluated only where this
 *     is one of them
 * @param recordsLost how often, recently, another client removed the record from the binding and
 *     restored users
 * @param owners what is known of the owners of bindings
 * @param memberships what is known of users and groups in Entra ID
 */
public record BindingSnapshot(
    Binding binding,
    AccessSnapshot access,
    List<Binding> administrators,
    int recordsLost,
    OwnerEvidence owners,
    Memberships memberships) {

  public BindingSnapshot {
    administrators = List.copyOf(administrators);
  }

  /** The time of the evaluation, with which a replacement is recorded. */
  public Instant now() {
    return owners.now();
  }
}
