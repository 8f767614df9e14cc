package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Carries out the changes of one decision in order. They build on each other, so the first failure
 * ends it: a later change may delete an object whose replacement does not exist yet.
 */
public final class Applier {

  private static final Logger log = LoggerFactory.getLogger(Applier.class);

  private final ClusterWriter cluster;
  private final WriteLimiter limiter;
  private final AppliedChanges listener;

  public Applier(ClusterWriter cluster, WriteLimiter limiter, AppliedChanges listener) {
    this.cluster = cluster;
    this.limiter = limiter;
    this.listener = listener;
  }

  /** Makes the changes and answers with the outcome of each that was tried. */
  public List<Outcome> apply(ControlId control, List<Change> changes) {
    List<Outcome> outcomes = new ArrayList<>(changes.size());
    for (Change change : changes) {
      limiter.acquire();
      Outcome outcome = cluster.apply(change);
      outcomes.add(outcome);
      listener.applied(control, change, outcome);
      report(control, change, outcome);
      if (!(outcome instanceof Outcome.Applied)) {
        break;
      }
    }
    return outcomes;
  }

  /** Which other client last wrote what the change restores or deletes, if it can be read. */
  public Optional<Contender> contender(Change change) {
    return cluster.contender(change);
  }

  private static void report(ControlId control, Change change, Outcome outcome) {
    var line =
        switch (outcome) {
          case Outcome.Applied _ -> log.atInfo();
          case Outcome.Conflict _ -> log.atDebug();
          case Outcome.Retryable(_, String message) -> log.atWarn().addKeyValue("error", message);
          case Outcome.Rewritten(String field) -> log.atWarn().addKeyValue("field", field);
          case Outcome.QuotaExceeded(String message) -> log.atWarn().addKeyValue("error", message);
          case Outcome.Forbidden(String message) -> log.atWarn().addKeyValue("error", message);
          case Outcome.Rejected(String message) -> log.atWarn().addKeyValue("error", message);
        };
    LoggingEventBuilder named =
        line.addKeyValue("control", control.id())
            .addKeyValue("change", change.getClass().getSimpleName())
            .addKeyValue("kind", change.object().getKind());
    String namespace = change.object().getMetadata().getNamespace();
    (namespace == null ? named : named.addKeyValue("namespace", namespace))
        .addKeyValue("name", change.object().getMetadata().getName())
        .addKeyValue("outcome", outcome.label())
        .log(change.because());
  }
}
