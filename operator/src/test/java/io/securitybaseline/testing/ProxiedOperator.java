package io.securitybaseline.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.runtime.RunningOperator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * An operator in this JVM that reaches the shared API server through a proxy, and reports a broken
 * watch after three seconds. The log of the operator's own classes is kept.
 */
public final class ProxiedOperator
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ControlPlane controlPlane = ControlPlane.shared();
  private final TestCluster cluster = TestCluster.on(controlPlane);
  private final TestNamespaces namespaces = new TestNamespaces(cluster.client());
  private final ApiServerProxy proxy = ApiServerProxy.before(controlPlane);
  private final OperatorAccess access = OperatorAccess.to(controlPlane);
  private @Nullable RunningOperator operator;

  public ApiServerProxy proxy() {
    return proxy;
  }

  public TestCluster cluster() {
    return cluster;
  }

  public LiveBaseline baseline() {
    return cluster.baseline();
  }

  public TestNamespaces namespaces() {
    return namespaces;
  }

  /** How often a status has been worked out. */
  public double evaluations() {
    return registry.get("securitybaseline.evaluations").counter().count();
  }

  /** 1 if the kind is reported as not watched, else 0. */
  public double stale(String kind) {
    return registry.get("securitybaseline.watch.stale").tag("kind", kind).gauge().value();
  }

  /** The kinds that are reported as not watched. */
  public Set<String> staleKinds() {
    return guardedKinds().stream()
        .filter(kind -> stale(kind) == 1)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The kinds whose watches are guarded. */
  public Set<String> guardedKinds() {
    return registry.find("securitybaseline.watch.stale").gauges().stream()
        .map(gauge -> gauge.getId().getTag("kind"))
        .collect(Collectors.toSet());
  }

  /** The lines that one of the operator's classes logged, as far as they have this message. */
  public List<String> logged(String message) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getMessage().equals(message))
        .map(event -> event.getLevel() + " " + event.getMessage() + " " + event.getKeyValuePairs())
        .toList();
  }

  /** Gives the operator the rights of the chart again. */
  public void restoreRights() {
    ChartRbac.applyTo(controlPlane);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    log.start();
    logger().setLevel(Level.INFO);
    logger().addAppender(log);
    operator =
        RunningOperator.start(
            OperatorConfig.local().withWatchPatience(PATIENCE),
            proxy.config(access),
            registry,
            new Metrics(registry, "test"),
            Clock.systemUTC());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    proxy.heal();
    restoreRights();
    namespaces.deleteAll();
    baseline().delete();
    log.list.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Objects.requireNonNull(operator).close();
    proxy.close();
    cluster.close();
    logger().detachAppender(log);
    logger().setLevel(null);
  }

  private static ch.qos.logback.classic.Logger logger() {
    return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.securitybaseline");
  }
}
