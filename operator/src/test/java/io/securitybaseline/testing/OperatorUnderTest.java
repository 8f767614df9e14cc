package io.securitybaseline.testing;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.runtime.RunningOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An operator in this JVM for the tests of one class. On the shared control plane, the baseline and
 * the test's namespaces are deleted after each test.
 */
public final class OperatorUnderTest
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private final Supplier<ControlPlane> controlPlanes;
  private final boolean shared;
  private final Clock clock;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private boolean baselineStays;
  private String chartValues = "{}";
  private OperatorConfig config = OperatorConfig.local();
  private @Nullable ControlPlane controlPlane;
  private @Nullable TestCluster cluster;
  private @Nullable TestNamespaces namespaces;
  private @Nullable OperatorAccess access;
  private @Nullable RunningOperator operator;

  private OperatorUnderTest(Supplier<ControlPlane> controlPlanes, boolean shared, Clock clock) {
    this.controlPlanes = controlPlanes;
    this.shared = shared;
    this.clock = clock;
  }

  public static OperatorUnderTest withSystemClock() {
    return with(Clock.systemUTC());
  }

  public static OperatorUnderTest with(Clock clock) {
    return new OperatorUnderTest(ControlPlane::shared, true, clock);
  }

  /**
   * For what would disturb other tests. Without Kubernetes' controllers, so that deleted namespaces
   * stay.
   *
   * @param apiServerFlags beside the usual ones, each as {@code --name=value}
   */
  public static OperatorUnderTest onControlPlaneOfItsOwn(String... apiServerFlags) {
    return new OperatorUnderTest(
        () ->
            ControlPlane.builder()
                .withAuditLog()
                .withoutControllerManager()
                .apiServerFlags(apiServerFlags)
                .start(),
        false,
        Clock.systemUTC());
  }

  /** For tests that all use the same spec; it then stays until the last of them is over. */
  public OperatorUnderTest keepingTheBaseline() {
    baselineStays = true;
    return this;
  }

  /** For tests that need rights which the chart grants only when told to; values as YAML. */
  public OperatorUnderTest withChartValues(String values) {
    chartValues = values;
    return this;
  }

  /** For tests of probes. */
  public OperatorUnderTest withProbes(ProbeSetup setup) {
    config = config.withProbes(setup);
    return this;
  }

  public TestCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  public LiveBaseline baseline() {
    return cluster().baseline();
  }

  public TestNamespaces namespaces() {
    return Objects.requireNonNull(namespaces);
  }

  /** What was asked of the API server by the operator from now on. */
  public AuditLog auditLogFromNow() {
    return AuditLog.from(cluster().controlPlane().auditLog(), user());
  }

  /** How often a status has been worked out. */
  public double evaluations() {
    return registry.get("securitybaseline.evaluations").counter().count();
  }

  /** The operator's name in the audit log. */
  public String user() {
    return Objects.requireNonNull(access).user();
  }

  /** What a scrape of its metrics shows at the moment. */
  public List<String> metrics() {
    return get("/metrics").body().lines().toList();
  }

  /** The status code of its health endpoint at the moment. */
  public int health() {
    return get("/healthz").statusCode();
  }

  private HttpResponse<String> get(String path) {
    URI uri =
        URI.create(
            "http://localhost:%d%s".formatted(Objects.requireNonNull(operator).port(), path));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    controlPlane = controlPlanes.get();
    cluster = TestCluster.on(controlPlane);
    namespaces = new TestNamespaces(cluster.client());
    access = OperatorAccess.to(controlPlane, chartValues);
    operator = start(config, access, clock, registry);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (shared) {
      namespaces().deleteAll();
      if (!baselineStays) {
        baseline().delete();
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (shared) {
      baseline().delete();
    }
    Objects.requireNonNull(operator).close();
    cluster().close();
    if (!shared) {
      Objects.requireNonNull(controlPlane).close();
    }
  }

  /** Starts an operator in this JVM. */
  public static RunningOperator start(OperatorAccess access, Clock clock) {
    return start(
        OperatorConfig.local(),
        access,
        clock,
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static RunningOperator start(
      OperatorConfig config, OperatorAccess access, Clock clock, PrometheusMeterRegistry registry) {
    return RunningOperator.start(
        config, access.config(), registry, new Metrics(registry, "test"), clock);
  }
}
