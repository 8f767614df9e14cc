package io.securitybaseline.apply;

import io.securitybaseline.api.RoleName;

/** What the API server says of the operator's own rights; asking changes nothing. */
public interface AccessReviews {

  /**
   * Whether the operator may bind the role, in every namespace.
   *
   * @throws RuntimeException if the API server does not answer
   */
  boolean mayBind(RoleName role);

  /**
   * The operator's user name.
   *
   * @throws RuntimeException if the API server does not answer
   */
  String self();
}
