package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.securitybaseline.report.EventFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Publishes results of a control beside the status, such as metrics and events of its own. It
 * remembers what it published, so that nothing is published twice.
 */
public interface Publisher {

  /** Publishes nothing. */
  Publisher NONE =
      new Publisher() {
        @Override
        public void publish(List<Evaluation> cluster, Situation situation) {
          // The status has everything.
        }

        @Override
        public void forget() {
          // Nothing was published.
        }
      };

  /**
   * Called after each pass.
   *
   * @param cluster the evaluations of the whole cluster; empty while the control is off
   */
  void publish(List<Evaluation> cluster, Situation situation);

  /** The baseline was deleted: what was published of it no longer holds. */
  void forget();

  /**
   * Where to publish.
   *
   * @param isDetailed whether metrics may have a series for every single object
   */
  record Channels(
      MeterRegistry metrics,
      EventFactory events,
      Consumer<Event> sender,
      Supplier<Instant> now,
      boolean isDetailed) {}
}
