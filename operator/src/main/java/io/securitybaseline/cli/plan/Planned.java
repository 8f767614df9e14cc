package io.securitybaseline.cli.plan;

import java.util.List;

/**
 * What Enforce or another client has to do about one object, or a note on it.
 *
 * @param namespace empty where there is none
 * @param action what Enforce does: the kind of change, {@code AtSource} where another client has to
 *     make it, or {@code None}
 * @param before how it is now, for a binding its subjects; empty where nothing is there yet
 * @param after how it would be
 * @param patch what to write where a binding comes from, as a JSON Patch (RFC 6902), which
 *     kustomize takes as it is; empty where it does not come from elsewhere
 * @param memberships of the users that a group is mapped to replace; with the first entry of an
 *     object only, and empty where memberships are not verified
 */
record Planned(
    String control,
    String namespace,
    String object,
    String action,
    String reason,
    String message,
    List<Object> before,
    List<Object> after,
    List<Operation> patch,
    List<UserMembership> memberships) {

  /**
   * Whether Entra ID has a user in the group that is mapped to replace the user.
   *
   * @param membership in the group, not in the group, or unknown with the reason
   */
  record UserMembership(String user, String group, String membership) {}

  /** One step of a JSON Patch. */
  record Operation(String op, String path, List<Object> value) {}

  static final String NONE = "None";
  static final String AT_SOURCE = "AtSource";

  Planned {
    before = List.copyOf(before);
    after = List.copyOf(after);
    patch = List.copyOf(patch);
    memberships = List.copyOf(memberships);
  }

  /** The same with what is known of users in it. */
  Planned with(List<UserMembership> known) {
    return new Planned(
        control, namespace, object, action, reason, message, before, after, patch, known);
  }
}
