package io.securitybaseline.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.securitybaseline.cli.options.ConnectionOptions;
import io.securitybaseline.cli.options.ExitCodes;
import io.securitybaseline.cli.options.HelpOption;
import io.securitybaseline.cli.options.LogOptions;
import io.securitybaseline.client.BuildInfo;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.runtime.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The operator itself, until it is stopped. */
@Command(
    name = "run",
    description = "Runs the operator against the cluster of the kubeconfig or the pod.",
    sortOptions = false)
final class RunCommand implements Callable<Integer> {

  /** How long a stop waits for a start that has got as far as the lease. */
  private static final Duration START_NEARLY_DONE = Duration.ofSeconds(5);

  @Option(
      names = "--port",
      defaultValue = "${env:SBO_PORT:-8080}",
      paramLabel = "PORT",
      description =
          "Port for metrics and health; 0 selects a free port. [${DEFAULT-VALUE}] (SBO_PORT)")
  private int port;

  @Option(
      names = "--leader-election",
      defaultValue = "${env:SBO_LEADER_ELECTION:-false}",
      fallbackValue = "true",
      arity = "0..1",
      description =
          "Act only while holding the leader lease. [${DEFAULT-VALUE}] (SBO_LEADER_ELECTION)")
  private boolean leaderElection;

  @Option(
      names = "--leader-election-namespace",
      defaultValue = "${env:SBO_LEADER_ELECTION_NAMESPACE:-${env:POD_NAMESPACE}}",
      paramLabel = "NAMESPACE",
      description =
          "Namespace of the leader lease. [own namespace] (SBO_LEADER_ELECTION_NAMESPACE)")
  private @Nullable String leaseNamespace;

  @Option(
      names = "--workers",
      defaultValue = "${env:SBO_WORKERS:-32}",
      paramLabel = "N",
      description = "Concurrent namespace evaluations and writes. [${DEFAULT-VALUE}] (SBO_WORKERS)")
  private int workers;

  @Option(
      names = "--writes-per-second",
      defaultValue = "${env:SBO_WRITES_PER_SECOND:-0}",
      paramLabel = "N",
      description =
          "Maximum writes per second; 0: no limit. [${DEFAULT-VALUE}]" + " (SBO_WRITES_PER_SECOND)")
  private int writesPerSecond;

  @Option(
      names = "--startup-timeout",
      defaultValue = "${env:SBO_STARTUP_TIMEOUT:-60}",
      paramLabel = "SECONDS",
      description = "Seconds to wait for the API server. [${DEFAULT-VALUE}] (SBO_STARTUP_TIMEOUT)")
  private int startupTimeout;

  @Option(
      names = "--list-timeout",
      defaultValue = "${env:SBO_LIST_TIMEOUT:-120}",
      paramLabel = "SECONDS",
      description =
          "Seconds without data before the first lists are given up. [${DEFAULT-VALUE}]"
              + " (SBO_LIST_TIMEOUT)")
  private int listTimeout;

  @Option(
      names = "--end-of-life-file",
      defaultValue = "${env:SBO_END_OF_LIFE_FILE}",
      paramLabel = "FILE",
      description =
          "File that overrides end-of-life dates of operating systems. (SBO_END_OF_LIFE_FILE)")
  private @Nullable Path endOfLifeFile;

  @Option(
      names = "--metrics-per-node",
      defaultValue = "${env:SBO_METRICS_PER_NODE:-false}",
      fallbackValue = "true",
      arity = "0..1",
      description = "Metrics with one series per node. [${DEFAULT-VALUE}] (SBO_METRICS_PER_NODE)")
  private boolean metricsPerNode;

  @Option(
      names = "--force",
      description = "Without leader election: act although another operator acts in the cluster.")
  private boolean force;

  @Option(
      names = "--probe-image",
      defaultValue = "${env:SBO_PROBE_IMAGE}",
      paramLabel = "IMAGE",
      description =
          "Image of probe pods, the operator's own; without it there are no probes."
              + " (SBO_PROBE_IMAGE)")
  private @Nullable String probeImage;

  @Option(
      names = "--probe-namespaces",
      split = ",",
      paramLabel = "NAME",
      description =
          "Namespaces in which the annotation securitybaseline.io/probe may request a probe;"
              + " the operator needs the permission to create and delete pods there. [none]")
  private List<String> probeNamespaces = List.of();

  @Option(
      names = "--evidence-file",
      defaultValue = "${env:SBO_EVIDENCE_FILE}",
      paramLabel = "FILE",
      description = "File with more evidence that pods use instance metadata. (SBO_EVIDENCE_FILE)")
  private @Nullable Path evidenceFile;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private LogOptions logging = new LogOptions();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() throws InterruptedException {
    logging.apply();
    OperatorConfig config = config();
    CountDownLatch stopped = new CountDownLatch(1);
    CompletableFuture<Optional<RunningOperator>> started = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(started);
                  stopped.countDown();
                },
                "shutdown"));
    try {
      started.complete(Optional.of(start(config)));
    } finally {
      // Where it could not start there is nothing to stop, and nothing to wait for.
      started.complete(Optional.empty());
    }
    stopped.await();
    return ExitCodes.OK;
  }

  private RunningOperator start(OperatorConfig config) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return RunningOperator.start(
        config,
        connection.config(),
        registry,
        new Metrics(registry, BuildInfo.version()),
        Clock.systemUTC());
  }

  /**
   * The lease may be the operator's a moment before the start is over, and a client that waits for
   * it would wait in vain if it were not given back. A start that takes longer has not come to the
   * lease: nothing is lost if it is cut short.
   */
  private void stop(CompletableFuture<Optional<RunningOperator>> started) {
    long patience = leaderElection ? START_NEARLY_DONE.toMillis() : 0;
    started
        .completeOnTimeout(Optional.empty(), patience, TimeUnit.MILLISECONDS)
        .join()
        .ifPresent(RunningOperator::close);
  }

  private OperatorConfig config() {
    return new OperatorConfig(
        port,
        leaderElection,
        Optional.ofNullable(leaseNamespace).filter(name -> !name.isBlank()),
        instance(System.getenv("POD_NAME"), System.getenv("HOSTNAME")),
        workers,
        writesPerSecond,
        Duration.ofSeconds(startupTimeout),
        Duration.ofSeconds(listTimeout),
        Optional.ofNullable(endOfLifeFile),
        OperatorConfig.WATCH_PATIENCE,
        metricsPerNode,
        force,
        probes(),
        evidence(evidenceFile));
  }

  private Optional<ProbeSetup> probes() {
    return Optional.ofNullable(probeImage)
        .filter(image -> !image.isBlank())
        .map(image -> new ProbeSetup(image, Set.copyOf(probeNamespaces)));
  }

  /** The operator's own evidence with that of the file. */
  static EvidenceTable evidence(@Nullable Path file) {
    if (file == null) {
      return EvidenceTable.BUNDLED;
    }
    try {
      return EvidenceTable.BUNDLED.with(EvidenceTable.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--evidence-file %s cannot be read: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--evidence-file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The pod's name, else one that no other process has: in containers all are process 1, and may
   * share the name of their host.
   */
  static String instance(@Nullable String pod, @Nullable String host) {
    if (pod != null && !pod.isBlank()) {
      return pod;
    }
    return (host == null || host.isBlank() ? "operator" : host) + "_" + UUID.randomUUID();
  }
}
