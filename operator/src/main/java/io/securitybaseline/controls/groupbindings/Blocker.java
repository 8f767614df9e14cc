package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import java.util.Optional;

/**
 * What stands against a takeover that would otherwise be made, the most fundamental first.
 *
 * @param remedy why not, and what would remove the obstacle
 */
record Blocker(String reason, String remedy) {

  /** How often restored users are replaced again before the operator stops. */
  static final int MOST_RETURNS = 3;

  /** The chart value with the roles that may be bound. */
  private static final String HELM_VALUE = "groupBindings.bind.";

  /** Before it is asked who is a member. */
  static Optional<Blocker> to(
      GroupReplacement takeover, BindingSnapshot snapshot, GroupBindingsSpec spec) {
    Binding binding = snapshot.binding();
    return entra(snapshot.access(), spec)
        .or(() -> rights(snapshot.access()))
        .or(() -> role(binding, snapshot.access()))
        .or(() -> bind(binding, snapshot.access()))
        .or(() -> ofRecord(binding))
        .or(() -> putBack(takeover, snapshot));
  }

  /** What depends on exactly which users are replaced. */
  static Optional<Blocker> toVerified(
      GroupReplacement takeover, BindingSnapshot snapshot, GroupBindingsSpec spec) {
    return tooLarge(takeover, snapshot.binding())
        .or(() -> lastAdministrator(takeover, snapshot, spec));
  }

  /** Whether group bindings are known to match users in this cluster. */
  static boolean groupsWork(Entra entra, GroupBindingsSpec spec) {
    return spec.entraIntegration() == EntraIntegration.ASSUME || entra == Entra.ON;
  }

  private static Optional<Blocker> entra(AccessSnapshot access, GroupBindingsSpec spec) {
    if (groupsWork(access.entra(), spec)) {
      return Optional.empty();
    }
    return access.entra() == Entra.OFF
        ? blocker(
            Reasons.ENTRA_OFF,
            "Azure reports that this cluster does not use Entra ID, so group bindings match no"
                + " user: enable the Entra ID integration")
        : blocker(
            Reasons.ENTRA_UNKNOWN,
            "it is not known whether this cluster uses Entra ID, and without it group bindings"
                + " match no user: set spec.cluster.resourceId so that the operator can ask Azure,"
                + " or confirm it with spec.groupBindings.entraIntegration: Assume");
  }

  private static Optional<Blocker> rights(AccessSnapshot access) {
    return access.reported()
        ? Optional.empty()
        : blocker(
            Reasons.RIGHTS_UNKNOWN,
            "the API server has not yet answered which roles the operator may bind: the operator"
                + " asks again");
  }

  private static Optional<Blocker> role(Binding binding, AccessSnapshot access) {
    return access.missing().contains(binding.role())
        ? blocker(
            Reasons.MISSING_ROLE,
            "%s does not exist, so the binding grants no permissions: create it, or delete the binding"
                .formatted(Phrases.role(binding.role())))
        : Optional.empty();
  }

  private static Optional<Blocker> bind(Binding binding, AccessSnapshot access) {
    if (access.bindable().contains(binding.role())) {
      return Optional.empty();
    }
    boolean clusterRole = binding.role().kind().equals("ClusterRole");
    return blocker(
        Reasons.MISSING_BIND_PERMISSION,
        "the operator may not bind %s: add it to the Helm value %s%s"
            .formatted(
                Phrases.role(binding.role()), HELM_VALUE, clusterRole ? "clusterRoles" : "roles"));
  }

  private static Optional<Blocker> ofRecord(Binding binding) {
    return ReplacedSubjects.of(binding).isPresent()
        ? Optional.empty()
        : blocker(
            Reasons.RECORD_UNREADABLE,
            "its annotation %s cannot be read and is not overwritten: fix or remove it"
                .formatted(Ownership.REPLACED_SUBJECTS));
  }

  private static Optional<Blocker> putBack(GroupReplacement takeover, BindingSnapshot snapshot) {
    ReplacedSubjects record = record(snapshot.binding());
    if (snapshot.recordsLost() >= MOST_RETURNS) {
      return blocker(
          Reasons.PUT_BACK,
          "another client removed the operator's annotation %s and restored users %d times within a month: find the client that writes this binding, and change the binding there"
              .formatted(Ownership.REPLACED_SUBJECTS, snapshot.recordsLost()));
    }
    if (record.returned() >= MOST_RETURNS
        && takeover.removedUsers().stream().anyMatch(record::hasReplaced)) {
      return blocker(
          Reasons.PUT_BACK,
          "they were replaced %d times, and another client restored them each time: change the binding at its source, then remove its annotation %s"
              .formatted(record.returned() + 1, Ownership.REPLACED_SUBJECTS));
    }
    return Optional.empty();
  }

  private static Optional<Blocker> tooLarge(GroupReplacement takeover, Binding binding) {
    return takeover.recordedIn(record(binding), binding).isTooLarge()
        ? blocker(
            Reasons.RECORD_FULL,
            "the record of the removed users does not fit into an annotation: split the binding")
        : Optional.empty();
  }

  private static ReplacedSubjects record(Binding binding) {
    return ReplacedSubjects.of(binding).orElse(ReplacedSubjects.NONE);
  }

  private static Optional<Blocker> lastAdministrator(
      GroupReplacement takeover, BindingSnapshot snapshot, GroupBindingsSpec spec) {
    Binding binding = snapshot.binding();
    if (!Administrators.concerns(binding) || Administrators.remain(takeover, snapshot, spec)) {
      return Optional.empty();
    }
    return blocker(
        Reasons.LAST_ADMIN,
        "only break-glass accounts would hold cluster-admin if the group is empty or wrong: bind"
            + " the group yourself and check that a member has access"
            + Administrators.notCounted(takeover, snapshot, spec));
  }

  private static Optional<Blocker> blocker(String reason, String remedy) {
    return Optional.of(new Blocker(reason, remedy));
  }
}
