package io.securitybaseline.observe;

import io.securitybaseline.api.RoleName;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of how people and the operator get at the cluster; the same for all bindings.
 *
 * @param entra whether Azure says that the cluster resolves Entra ID groups
 * @param bindable the roles of the spec's mappings that the operator may bind
 * @param missing those of them that are known not to exist; Roles are not asked for
 * @param self the operator's own user name; empty where it could not be told
 */
public record AccessSnapshot(
    Entra entra, Set<RoleName> bindable, Set<RoleName> missing, String self) {

  /** Where nobody has told anything. */
  public static final AccessSnapshot NOTHING_KNOWN =
      new AccessSnapshot(Entra.UNKNOWN, Set.of(), Set.of(), "");

  /** What Azure says of the cluster's Entra ID integration. */
  public enum Entra {
    ON,
    OFF,
    /** Azure was not asked, or did not answer. */
    UNKNOWN;

    /** From what Azure says; empty as long as it says nothing. */
    public static Entra of(Optional<Boolean> integrated) {
      return integrated.map(yes -> yes ? ON : OFF).orElse(UNKNOWN);
    }
  }

  public AccessSnapshot {
    bindable = Set.copyOf(bindable);
    missing = Set.copyOf(missing);
  }
}
