package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends nothing unless this process may act. Work that was under way when a process was stopped for
 * a while goes on when it continues, and by then another may lead.
 *
 * @param mayAct whether this process leads at this moment
 */
public record FencedCluster(ClusterWriter cluster, BooleanSupplier mayAct)
    implements ClusterWriter {

  @Override
  public Outcome apply(Change change) {
    return mayAct.getAsBoolean()
        ? cluster.apply(change)
        : new Outcome.Retryable(Duration.ZERO, "this process does not hold the leader lease");
  }

  @Override
  public Optional<Contender> contender(Change change) {
    return cluster.contender(change);
  }
}
