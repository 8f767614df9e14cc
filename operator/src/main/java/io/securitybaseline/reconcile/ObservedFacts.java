package io.securitybaseline.reconcile;

import io.securitybaseline.facts.AgentMemory;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts that change without a new situation, as they were when last observed: the time is that
 * of the evaluation, and so is what is known of users and groups.
 */
final class ObservedFacts implements Supplier<CurrentFacts> {

  private final Upgrades upgrades;
  private final Sources sources;
  private final Metrics metrics;
  private final Optional<ProbeSetup> probes;
  private final Clock clock;
  private volatile @Nullable CurrentFacts latest;

  /** Where the facts are read from. */
  record Sources(Supplier<Reading> azure, Supplier<Memberships> directory, AgentMemory agents) {}

  ObservedFacts(
      Upgrades upgrades,
      Sources sources,
      Metrics metrics,
      Optional<ProbeSetup> probes,
      Clock clock) {
    this.upgrades = upgrades;
    this.sources = sources;
    this.metrics = metrics;
    this.probes = probes;
    this.clock = clock;
  }

  @Override
  public CurrentFacts get() {
    CurrentFacts known = latest;
    return (known == null ? observe() : known).at(clock.instant()).with(sources.directory().get());
  }

  /** Observes them again, before a pass over the whole cluster. */
  CurrentFacts observe() {
    Upgrades.Known known = upgrades.now();
    CurrentFacts observed =
        new CurrentFacts(
            clock.instant(),
            sources.azure().get(),
            known.upgrades(),
            known.tableFault(),
            sources.agents().agents(),
            Memberships.NONE,
            probes);
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
