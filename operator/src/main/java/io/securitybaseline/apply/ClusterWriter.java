package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import java.util.Optional;

/** The port through which changes reach a cluster. Never throws for what a cluster may answer. */
public interface ClusterWriter {

  Outcome apply(Change change);

  /**
   * Which other client last wrote what the change restores or deletes; empty if it cannot be read.
   * It takes a request, so it is asked only about an object that another client keeps changing.
   */
  default Optional<Contender> contender(Change change) {
    return Optional.empty();
  }
}
