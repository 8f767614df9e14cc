package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * Reads the operator's permissions, roles and their subjects from the API server, without changes.
 */
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
   * All objects of a cluster-scoped kind as they are at this moment, past all caches.
   *
   * @throws RuntimeException if the API server does not answer
   */
  <T extends HasMetadata> List<T> list(Class<T> kind);

  /**
   * The operator's user name.
   *
   * @throws RuntimeException if the API server does not answer
   */
  String self();
}
