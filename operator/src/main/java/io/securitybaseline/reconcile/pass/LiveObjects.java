package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Reads objects from the API server, past all caches. */
@FunctionalInterface
public interface LiveObjects {

  /**
   * All objects of a cluster-scoped kind as they are at this moment.
   *
   * @throws RuntimeException if the API server does not answer
   */
  <T extends HasMetadata> List<T> list(Class<T> kind);
}
