package io.securitybaseline.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Whether the watch of each kind works. There are as many series as the operator watches kinds. */
public final class WatchMetrics {

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> stale = new ConcurrentHashMap<>();

  WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Sets the gauges.
   *
   * @param watched the kinds that are watched
   * @param notWatched those of them whose watch has been broken for too long
   */
  public void observed(Collection<String> watched, Set<String> notWatched) {
    watched.forEach(this::gauge);
    stale.forEach((kind, value) -> value.set(notWatched.contains(kind) ? 1 : 0));
  }

  private AtomicLong gauge(String kind) {
    return stale.computeIfAbsent(
        kind,
        _ -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder("securitybaseline.watch.stale", value, AtomicLong::get)
              .description("1 if the kind has not been watched for a minute, else 0")
              .tag("kind", kind)
              .register(registry);
          return value;
        });
  }
}
