package io.securitybaseline.controls.instancemetadata.engine;

import java.time.Duration;

/** How a policy may be changed so that what it blocks stays blocked on the way. */
public sealed interface Update {

  /** The engine replaces the rules of a policy at once. */
  record InPlace() implements Update {}

  /**
   * Another policy is created, and the first one deleted.
   *
   * @param lead how long the other one must have been in place
   */
  record BySuccessor(Duration lead) implements Update {}
}
