package io.securitybaseline.reconcile;

import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts that change without a new situation, as they were when last observed: the time is that
 * of the evaluation, and so is what is known of users and groups.
 */
final class ObservedFacts implements Supplier<CurrentFacts> {

  private final Upgrades upgrades;
  private final Supplier<Reading> azure;
  private final Supplier<Memberships> directory;
  private final AgentMemory agents;
  private final Metrics metrics;
  private final Clock clock;
  private volatile @Nullable CurrentFacts latest;

  ObservedFacts(
      Upgrades upgrades,
      Supplier<Reading> azure,
      Supplier<Memberships> directory,
      AgentMemory agents,
      Metrics metrics,
      Clock clock) {
    this.upgrades = upgrades;
    this.azure = azure;
    this.directory = directory;
    this.agents = agents;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public CurrentFacts get() {
    CurrentFacts known = latest;
    return (known == null ? observe() : known).at(clock.instant()).with(directory.get());
  }

  /** Observes them again, before a pass over the whole cluster. */
  CurrentFacts observe() {
    Upgrades.Known known = upgrades.now();
    CurrentFacts observed =
        new CurrentFacts(
            clock.instant(), azure.get(), known.upgrades(), known.tableFault(), agents.agents());
    latest = observed;
    publish(observed.azure());
    return observed;
  }

  /** The baseline was deleted: nothing is read from Azure any more. */
  void forget() {
    latest = null;
    metrics.azureNotRead();
  }

  private void publish(Reading reading) {
    if (reading instanceof Reading.NotConfigured) {
      metrics.azureNotRead();
    } else {
      reading.asOf().ifPresentOrElse(metrics::azureRead, () -> metrics.azureTried(clock.instant()));
    }
  }
}
