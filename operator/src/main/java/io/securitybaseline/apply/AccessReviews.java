package io.securitybaseline.apply;

/** What the API server says of the operator's rights and of roles; asking changes nothing. */
public interface AccessReviews {

  /**
   * Whether the operator may bind a role, in every namespace.
   *
   * @param kind ClusterRole or Role
   * @throws RuntimeException if the API server does not answer
   */
  boolean mayBind(String kind, String name);

  /**
   * Whether a ClusterRole is known not to exist; false where the operator may not look.
   *
   * @throws RuntimeException if the API server does not answer
   */
  boolean isMissing(String clusterRole);

  /**
   * The operator's user name.
   *
   * @throws RuntimeException if the API server does not answer
   */
  String self();
}
