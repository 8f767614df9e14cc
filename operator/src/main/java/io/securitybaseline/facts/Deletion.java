package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What keeps an object whose deletion the API server has accepted. */
public final class Deletion {

  /** More names than this help no reader; a tenant may add as many as fit into an object. */
  private static final int MOST = 3;

  private Deletion() {}

  /**
   * The finalizers that keep an object that is being deleted, at most three; none if it is not
   * being deleted.
   */
  public static List<String> blockers(HasMetadata object) {
    List<String> finalizers = object.getMetadata().getFinalizers();
    return !object.isMarkedForDeletion() || finalizers == null || finalizers.isEmpty()
        ? List.of()
        : List.copyOf(finalizers.subList(0, Math.min(MOST, finalizers.size())));
  }
}
