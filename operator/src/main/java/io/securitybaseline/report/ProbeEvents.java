package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the result of a probe when it differs from the one before. What the stored status has
 * already was published by an earlier process.
 */
final class ProbeEvents {

  static final String REASON = "Probed";

  /** Where more change at once, the status alone reports it. */
  private static final int MOST = 20;

  private final EventFactory factory;
  private final Consumer<Event> sender;
  private final Clock clock;
  private Map<String, String> published = Map.of();
  private @Nullable String publishedOf;

  ProbeEvents(EventFactory factory, Consumer<Event> sender, Clock clock) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
  }

  void publish(SecurityBaseline baseline, SecurityBaselineStatus status) {
    if (!Objects.equals(publishedOf, baseline.getMetadata().getUid())) {
      publishedOf = baseline.getMetadata().getUid();
      published = shown(SecurityBaselineStatus.probesOf(baseline.getStatus()));
    }
    List<ProbeStatus> probes = SecurityBaselineStatus.probesOf(status);
    Map<String, String> before = published;
    List<ProbeStatus> changed =
        probes.stream()
            .filter(probe -> !probe.result().equals(ProbeStatus.NOT_PROBED))
            .filter(probe -> !shown(probe).equals(before.get(name(probe))))
            .toList();
    if (changed.size() <= MOST) {
      changed.forEach(probe -> sender.accept(event(baseline, probe)));
    }
    published = shown(probes);
  }

  private Event event(SecurityBaseline baseline, ProbeStatus probe) {
    String message =
        "Probe of %s: %s%s"
            .formatted(
                name(probe), probe.result(), probe.message() == null ? "" : ": " + probe.message());
    return isGood(probe)
        ? factory.normal(baseline, REASON, message + circumstances(probe), clock.instant())
        : factory.warning(baseline, REASON, message + circumstances(probe), clock.instant());
  }

  private static boolean isGood(ProbeStatus probe) {
    return probe.result().equals(ProbeStatus.BLOCKED);
  }

  private static String circumstances(ProbeStatus probe) {
    return " (policy %s, node image %s, engine %s)"
        .formatted(
            orUnknown(probe.policy()), orUnknown(probe.nodeImage()), orUnknown(probe.engine()));
  }

  private static String orUnknown(@Nullable String text) {
    return Objects.requireNonNullElse(text, "unknown");
  }

  private static Map<String, String> shown(List<ProbeStatus> probes) {
    Map<String, String> shown = new HashMap<>();
    probes.forEach(probe -> shown.put(name(probe), shown(probe)));
    return shown;
  }

  private static String shown(ProbeStatus probe) {
    return probe.result() + " " + probe.policy();
  }

  private static String name(ProbeStatus probe) {
    return probe.architecture() == null
        ? probe.pool()
        : "%s/%s".formatted(probe.pool(), probe.architecture());
  }
}
