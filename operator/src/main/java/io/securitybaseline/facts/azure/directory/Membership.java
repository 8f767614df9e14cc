package io.securitybaseline.facts.azure.directory;

/** Whether a user is a member of a group, directly or through groups in it. */
public sealed interface Membership {

  /** The directory reports the user as a member. */
  record Member() implements Membership {}

  /** The directory knows the user, and reports no membership. */
  record NotAMember() implements Membership {}

  /** The directory has no user of this name, so none can sign in by it. */
  record NoUser() implements Membership {}

  /** It cannot be determined. */
  record Unknown(String why) implements Membership {}

  /** The directory was not asked yet. */
  record Awaited() implements Membership {}

  /** In words, for readers. */
  default String text() {
    return switch (this) {
      case Member() -> "in the group";
      case NotAMember() -> "not in the group";
      case NoUser() -> "not in the group: the directory has no such user";
      case Unknown(String why) -> "unknown: " + why;
      case Awaited() -> "unknown: Microsoft Graph was not asked yet";
    };
  }
}
