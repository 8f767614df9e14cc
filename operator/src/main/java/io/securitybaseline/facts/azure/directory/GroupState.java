package io.securitybaseline.facts.azure.directory;

/** Whether a group can give its members access to a cluster. */
public sealed interface GroupState {

  /**
   * It exists, is security-enabled and has members, or may have.
   *
   * @param hidesMembers whether members may be missing in what the directory reports, in the group
   *     itself or in a group in it
   */
  record Usable(boolean hidesMembers) implements GroupState {}

  /** The directory has no such group. */
  record Missing() implements GroupState {}

  /** It is not security-enabled: no token names it. */
  record NotSecurityEnabled() implements GroupState {}

  /** It has no member. */
  record Empty() implements GroupState {}

  /** It cannot be determined. */
  record Unknown(String why) implements GroupState {}

  /** The directory was not asked yet. */
  record Awaited() implements GroupState {}
}
