package io.securitybaseline.facts;

import io.securitybaseline.api.spec.RoleName;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about the access of users and of the operator; the same for all bindings.
 *
 * @param entra whether Azure reports that the cluster resolves Entra ID groups
 * @param reported whether the API server has answered; else all other fields are empty
 * @param bindable the roles of the spec's mappings that the operator may bind
 * @param missing those of them that are known not to exist; Roles are not asked for
 * @param self the operator's own user name
 */
public record AccessSnapshot(
    Entra entra, boolean reported, Set<RoleName> bindable, Set<RoleName> missing, String self) {

  /** Nothing is known. */
  public static final AccessSnapshot NOTHING_KNOWN =
      new AccessSnapshot(Entra.UNKNOWN, false, Set.of(), Set.of(), "");

  /** What Azure reports of the cluster's Entra ID integration. */
  public enum Entra {
    ON,
    OFF,
    /** Azure is to be asked and has not answered for the first time since the start. */
    AWAITED,
    /** Azure was not asked, or did not answer. */
    UNKNOWN;

    /** From what Azure reports; empty as long as it reports nothing. */
    public static Entra of(Optional<Boolean> integrated) {
      return integrated.map(yes -> yes ? ON : OFF).orElse(UNKNOWN);
    }
  }

  /** As if the operator may bind these roles, for clients other than the operator. */
  public static AccessSnapshot granted(Set<RoleName> roles, Entra entra) {
    return new AccessSnapshot(entra, true, roles, Set.of(), "");
  }

  public AccessSnapshot {
    bindable = Set.copyOf(bindable);
    missing = Set.copyOf(missing);
  }
}
