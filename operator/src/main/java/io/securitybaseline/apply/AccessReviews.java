package io.securitybaseline.apply;

/** What the API server says of the operator's own rights; asking changes nothing. */
public interface AccessReviews {

  /**
   * Whether the operator may bind a role, in every namespace.
   *
   * @param kind ClusterRole or Role
   * @throws RuntimeException if the API server does not answer
   */
  boolean mayBind(String kind, String name);

  /**
   * The operator's user name.
   *
   * @throws RuntimeException if the API server does not answer
   */
  String self();
}
