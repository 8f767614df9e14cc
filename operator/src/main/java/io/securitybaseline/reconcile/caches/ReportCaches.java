package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.api.spec.Reports;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.reconcile.pass.StoredReports;
import io.securitybaseline.report.policy.ReportKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the operator's policy reports of the kind that the spec asks for, and those of the other
 * kind for as long as there are any. They are no facts of any control: what goes wrong here leaves
 * the controls as certain as they are.
 */
public final class ReportCaches implements StoredReports, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReportCaches.class);

  /** How long after a failure the reports are read again. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final ResourceReader resources;
  private final Events events;
  private final LongSupplier nanoTime;
  private final Map<ReportKind, WatchedReports> watched = new EnumMap<>(ReportKind.class);
  private final Map<ReportKind, Failure> failures = new EnumMap<>(ReportKind.class);

  /** Those of which it is known that there is no report in the cluster. */
  private final Set<ReportKind> none = EnumSet.noneOf(ReportKind.class);

  private final Set<ReportKind> served = EnumSet.noneOf(ReportKind.class);

  private Optional<ReportKind> wanted = Optional.empty();

  /** What the reports are read for. */
  public interface Events {

    /** All reports of a kind are known, or cannot be read. */
    void known();

    /**
     * Another client changed a report.
     *
     * @param namespace empty for that of the cluster
     */
    void changed(String namespace);
  }

  private record Failure(String message, long since) {}

  /**
   * @param resources in which the definitions are found
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public ReportCaches(
      KubernetesClient client, ResourceReader resources, Events events, LongSupplier nanoTime) {
    this.client = client;
    this.resources = resources;
    this.events = events;
    this.nanoTime = nanoTime;
  }

  /** Begins and ends watches, as the spec and the definitions come and go. */
  public synchronized void follow(Reports reports) {
    wanted = ReportKind.of(reports);
    for (ReportKind kind : ReportKind.values()) {
      follow(kind, isWanted(kind));
    }
  }

  private boolean isWanted(ReportKind kind) {
    return wanted.filter(kind::equals).isPresent();
  }

  private void follow(ReportKind kind, boolean isWanted) {
    if (!isServed(kind)) {
      served.remove(kind);
      close(kind);
      failures.remove(kind);
      none.remove(kind);
      return;
    }
    served.add(kind);
    WatchedReports now = watched.get(kind);
    if (now != null && now.isStopped()) {
      close(kind);
      now = null;
    }
    if (now == null) {
      boolean isDue = retryAfter(kind).filter(Duration::isPositive).isEmpty();
      if (isDue && (isWanted || !none.contains(kind))) {
        open(kind);
      }
    } else if (!isWanted && now.isEmpty()) {
      close(kind);
      none.add(kind);
    }
    if (isWanted) {
      none.remove(kind);
    }
  }

  private Optional<Duration> retryAfter(ReportKind kind) {
    return Optional.ofNullable(failures.get(kind))
        .map(failure -> RETRY.minusNanos(nanoTime.getAsLong() - failure.since()))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  /**
   * After which time {@link #follow} tries again to read what could not be read, such as a kind
   * whose definition was established a moment before the API server served it.
   */
  public synchronized Optional<Duration> retryAfter() {
    return wanted.flatMap(this::retryAfter);
  }

  private void open(ReportKind kind) {
    WatchedReports caches = WatchedReports.of(client, kind, events::changed);
    watched.put(kind, caches);
    failures.remove(kind);
    caches
        .both()
        .forEach(cache -> {
          var _ = cache.start().whenComplete((_, failure) -> started(kind, caches, failure));
        });
  }

  private void started(ReportKind kind, WatchedReports caches, @Nullable Throwable failure) {
    synchronized (this) {
      if (failure != null && caches.equals(watched.get(kind))) {
        failed(kind, message(failure));
      }
    }
    if (failure != null || caches.isSynced()) {
      events.known();
    }
  }

  /** Without the permission to read reports that are not asked for, there is nothing to remove. */
  private void failed(ReportKind kind, String message) {
    close(kind);
    if (!isWanted(kind)) {
      none.add(kind);
      return;
    }
    failures.put(kind, new Failure(message, nanoTime.getAsLong()));
    log.atWarn()
        .addKeyValue("kind", kind.apiVersion())
        .addKeyValue("error", message)
        .log("policy reports cannot be read");
  }

  private static String message(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof KubernetesClientException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof KubernetesClientException answered && answered.getStatus() != null
        ? String.valueOf(answered.getStatus().getMessage())
        : String.valueOf(cause.getMessage());
  }

  private boolean isServed(ReportKind kind) {
    return resources
        .find(CustomResourceDefinition.class, kind.definition())
        .filter(ClusterObservation::isEstablished)
        .isPresent();
  }

  private void close(ReportKind kind) {
    WatchedReports caches = watched.remove(kind);
    if (caches != null) {
      caches.both().forEach(ReportCache::stop);
    }
  }

  /** Ends all watches: the baseline was deleted, or the process stops. */
  @Override
  public synchronized void close() {
    for (ReportKind kind : ReportKind.values()) {
      close(kind);
    }
    failures.clear();
    none.clear();
  }

  @Override
  public synchronized Knowledge knowledge(ReportKind kind) {
    WatchedReports caches = watched.get(kind);
    if (caches != null) {
      return caches.isSynced() ? Knowledge.KNOWN : Knowledge.READING;
    }
    if (failures.containsKey(kind)) {
      return Knowledge.FAILED;
    }
    return none.contains(kind)
        ? Knowledge.NONE
        : served.contains(kind) ? Knowledge.READING : Knowledge.NOT_SERVED;
  }

  @Override
  public synchronized Optional<String> problem(ReportKind kind) {
    return Optional.ofNullable(failures.get(kind)).map(Failure::message);
  }

  @Override
  public Optional<Kept> find(ReportKind kind, @Nullable String namespace) {
    return cache(kind, namespace).flatMap(cache -> cache.find(namespace));
  }

  @Override
  public Stream<String> places(ReportKind kind) {
    return Stream.of(cache(kind, null), cache(kind, ""))
        .flatMap(Optional::stream)
        .flatMap(ReportCache::places);
  }

  @Override
  public Optional<String> expected(ReportKind kind, @Nullable String namespace) {
    return cache(kind, namespace).flatMap(cache -> cache.expected(namespace));
  }

  @Override
  public void expect(ReportKind kind, @Nullable String namespace, String hash) {
    cache(kind, namespace).ifPresent(cache -> cache.expect(namespace, hash));
  }

  @Override
  public void forgetExpected(ReportKind kind, @Nullable String namespace) {
    cache(kind, namespace).ifPresent(cache -> cache.forgetExpected(namespace));
  }

  private synchronized Optional<ReportCache> cache(ReportKind kind, @Nullable String namespace) {
    return Optional.ofNullable(watched.get(kind)).map(caches -> caches.of(namespace));
  }
}
