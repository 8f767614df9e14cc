package io.securitybaseline.command;

import io.fabric8.kubernetes.client.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.OperatorConfig;
import io.securitybaseline.command.train.TrainingCertificate;
import io.securitybaseline.command.train.TrainingServer;
import io.securitybaseline.report.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;

/**
 * Runs an operator against a cluster in memory and ends. The image build runs it so that the JVM
 * can write down which classes a start needs; docs/decisions/0010-training-run.md.
 */
@Command(
    name = "train",
    hidden = true,
    description = "A short run against a cluster in memory, for the JVM to learn from.")
final class TrainCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String A_POLICY =
      "/apis/networking.k8s.io/v1/namespaces/team-1/networkpolicies/restrict-instance-metadata";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logging.configure(true, ch.qos.logback.classic.Level.INFO);
    TrainingCertificate certificate = TrainingCertificate.create();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (TrainingServer server = TrainingServer.start(certificate)) {
      int before = server.policies();
      try (RunningOperator operator =
          RunningOperator.start(
              operatorConfig(),
              clientConfig(server, certificate),
              registry,
              new Metrics(registry, BuildInfo.version()),
              Clock.systemUTC())) {
        await("coverage", () -> server.policies() >= 2 * before);
        int covered = server.policies();
        server.delete(A_POLICY);
        await("a repair", () -> server.policies() == covered);
        for (String path : new String[] {"healthz", "readyz", "metrics"}) {
          read("http://127.0.0.1:%d/%s".formatted(operator.port(), path));
        }
      }
    }
    return ExitCodes.OK;
  }

  private static OperatorConfig operatorConfig() {
    return new OperatorConfig(
        0,
        true,
        Optional.of("default"),
        "training",
        OperatorConfig.DEFAULT_WORKERS,
        0,
        PATIENCE,
        Optional.empty(),
        false,
        false);
  }

  /** As in a pod: an address, a token and a certificate to trust. */
  private static Config clientConfig(TrainingServer server, TrainingCertificate certificate) {
    Config config = Config.autoConfigure(null);
    config.setMasterUrl(server.url());
    config.setCaCertFile(null);
    config.setCaCertData(certificate.pem());
    config.setOauthToken("training");
    return config;
  }

  private static void await(String what, BooleanSupplier reached) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new StartupException("the training run did not come to " + what);
      }
      Thread.sleep(10);
    }
  }

  private static void read(String url) throws IOException {
    URLConnection connection = URI.create(url).toURL().openConnection();
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try (var in = connection.getInputStream()) {
      in.readAllBytes();
    }
  }
}
