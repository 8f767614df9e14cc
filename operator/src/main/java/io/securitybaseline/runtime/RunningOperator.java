package io.securitybaseline.runtime;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.client.ApiServer;
import io.securitybaseline.client.ApiServerOutage;
import io.securitybaseline.client.BuildInfo;
import io.securitybaseline.client.KubernetesClients;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.reconcile.OperatorRuntime;
import io.securitybaseline.reconcile.UnwatchableClusterException;
import io.securitybaseline.report.Metrics;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator in this process with its client and its endpoints, from start to close. */
public final class RunningOperator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunningOperator.class);

  private final ApiServer server;
  private final Endpoints endpoints;
  private final OperatorRuntime runtime;

  private RunningOperator(ApiServer server, Endpoints endpoints, OperatorRuntime runtime) {
    this.server = server;
    this.endpoints = endpoints;
    this.runtime = runtime;
  }

  /**
   * Starts an operator and returns when its caches are filled.
   *
   * @throws StartupException with one sentence for the user, if it cannot start
   */
  public static RunningOperator start(
      OperatorConfig config,
      Config kubernetes,
      PrometheusMeterRegistry registry,
      Metrics metrics,
      Clock clock) {
    ApiServer server = server(kubernetes, metrics);
    KubernetesClient client = server.client();
    Endpoints endpoints = null;
    OperatorRuntime runtime = null;
    try {
      endpoints = Endpoints.open(config.port(), registry);
      check(client, config, clock);
      var surroundings = new OperatorRuntime.Surroundings(metrics, clock);
      runtime =
          new OperatorRuntime(Controls.ALL, server, config, surroundings, RunningOperator::halt);
      endpoints.watch(runtime::isAlive, runtime::isReady);
      runtime.start();
      logReady(client, endpoints);
      return new RunningOperator(server, endpoints, runtime);
    } catch (RuntimeException e) {
      close(runtime, endpoints, server);
      throw e instanceof UnwatchableClusterException
          ? new StartupException("cannot watch the cluster: " + e.getMessage(), e)
          : e;
    }
  }

  /** Another process acts by now, so this one ends without an orderly stop. */
  private static void halt() {
    Runtime.getRuntime().halt(1);
  }

  private static void logReady(KubernetesClient client, Endpoints endpoints) {
    log.atInfo()
        .addKeyValue("version", BuildInfo.version())
        .addKeyValue("server", client.getMasterUrl())
        .addKeyValue("port", endpoints.port())
        .log("operator ready");
  }

  private static ApiServer server(Config kubernetes, Metrics metrics) {
    return KubernetesClients.client(kubernetes, Controls.watches(), metrics, loggedOutage());
  }

  /** An outage of the API server that explains the log lines of the client's libraries. */
  private static ApiServerOutage loggedOutage() {
    ApiServerOutage outage = new ApiServerOutage(System::nanoTime);
    Logging.explainedBy(outage);
    return outage;
  }

  private static void check(KubernetesClient client, OperatorConfig config, Clock clock) {
    Preflight.check(client, config.startupTimeout());
    if (!config.leaderElection() && !config.force()) {
      SoleOperator.check(client, clock);
    }
  }

  /** The port that metrics and health are served on. */
  public int port() {
    return endpoints.port();
  }

  @Override
  public void close() {
    log.info("stopping");
    close(runtime, endpoints, server);
  }

  private static void close(
      @Nullable OperatorRuntime runtime, @Nullable Endpoints endpoints, ApiServer server) {
    if (runtime != null) {
      runtime.close();
    }
    if (endpoints != null) {
      endpoints.close();
    }
    server.close();
  }
}
