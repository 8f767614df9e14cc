package io.securitybaseline.facts.azure.directory;

/**
 * A user and a group.
 *
 * @param user as Kubernetes names it: by user principal name, or by object id
 * @param group the object id
 */
public record UserInGroup(String user, String group) implements Comparable<UserInGroup> {

  @Override
  public int compareTo(UserInGroup other) {
    int byUser = user.compareTo(other.user);
    return byUser != 0 ? byUser : group.compareTo(other.group);
  }
}
