package io.securitybaseline.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pods of thousands of templates, each of which violates the Pod Security Standard in another way:
 * as many as Kubernetes supports, while some of them change.
 */
final class Pods {

  private static final int TEMPLATES = 5_000;
  private static final int NODES = 5_000;
  private static final int CHANGES_PER_SECOND = 100;
  private static final double SILENT_SECONDS = 5;
  private static final double GOAL_MEBIBYTES = 450;
  private static final double GOAL_READY_SECONDS = 30;
  private static final double GOAL_PROCESSOR_SECONDS = 6;
  private static final double GOAL_STATUS_KIBIBYTES = 32;
  private static final String POD = Api.template("templated-pod.json");

  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;

  Pods(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
  }

  void measure() {
    Api.each(options.pods(), this::create);
    cluster.createBaseline();
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      Sleep.until("evaluation", 600, this::isEvaluated);
      Sleep.until("the last event of the first evaluation", 600, this::isSilent);
      String beside =
          "%,d pods of %,d templates in %,d namespaces"
              .formatted(options.pods(), TEMPLATES, cluster.namespaces());
      add("JVM start to ready with " + beside, "s", operator.secondsToReady(), GOAL_READY_SECONDS);
      add("… resident memory", "MiB", operator.residentMebibytes(), GOAL_MEBIBYTES);
      add("… status", "KiB", status(), GOAL_STATUS_KIBIBYTES);
      change(operator);
      add("… resident memory then", "MiB", operator.residentMebibytes(), GOAL_MEBIBYTES);
      figures.add("… at its highest", "MiB", Samples.of(operator.highestResidentMebibytes()));
    }
    cluster.reset();
  }

  private void change(OperatorProcess operator) {
    long mark = cluster.auditLogSize();
    double before = operator.processorSeconds();
    AtomicInteger changes = new AtomicInteger();
    try (ScheduledExecutorService threads = Executors.newScheduledThreadPool(4)) {
      var _ =
          threads.scheduleAtFixedRate(
              () -> change(changes.getAndIncrement()),
              0,
              1_000_000 / CHANGES_PER_SECOND,
              TimeUnit.MICROSECONDS);
      Sleep.seconds(60 * options.idleMinutes());
      threads.shutdownNow();
    }
    double perMinute = (operator.processorSeconds() - before) / options.idleMinutes();
    figures.add(
        "%.0f pod changes per second: requests beyond watches and lease"
            .formatted(changes.get() / (60 * options.idleMinutes())),
        "",
        Samples.of(AuditLog.requests(cluster.controlPlane().auditLog(), mark).size()),
        0.0);
    add("… processor time of the operator per minute", "s", perMinute, GOAL_PROCESSOR_SECONDS);
  }

  private void add(String label, String unit, double value, double goal) {
    figures.add(label, unit, Samples.of(value), goal);
  }

  private boolean isEvaluated() {
    Sleep.millis(900);
    return cluster.baseline().at("/status/podSecurity/namespaces/violating").asInt()
        >= Math.min(options.pods(), cluster.namespaces());
  }

  /**
   * Whether the operator sends nothing any more. Events of a new baseline are sent at ten per
   * second, for a minute and a half after thousands of namespaces were evaluated.
   */
  private boolean isSilent() {
    long mark = cluster.auditLogSize();
    Sleep.seconds(SILENT_SECONDS);
    return AuditLog.requests(cluster.controlPlane().auditLog(), mark).isEmpty();
  }

  private double status() {
    String json = cluster.baseline().path("status").toString();
    return json.getBytes(StandardCharsets.UTF_8).length / 1024.0;
  }

  private void create(int number) {
    String namespace = namespace(number);
    cluster
        .api()
        .create(
            "/api/v1/namespaces/%s/pods".formatted(namespace),
            POD.replace("NAMESPACE", namespace)
                .replace("PODNAME", name(number))
                .replace("TEMPLATE", "%04d".formatted(number / perTemplate() % TEMPLATES))
                .replace("NODE", Integer.toString(number % NODES)));
    start(number);
  }

  /** As a kubelet reports it: a pod without an address counts as one that starts. */
  private void start(int number) {
    String ip = "10.%d.%d.%d".formatted(number >> 16, (number >> 8) & 255, number & 255);
    cluster
        .api()
        .strategicPatch(
            "/api/v1/namespaces/%s/pods/%s/status".formatted(namespace(number), name(number)),
            "{\"status\":{\"phase\":\"Running\",\"podIP\":\"%s\",\"podIPs\":[{\"ip\":\"%s\"}]}}"
                .formatted(ip, ip));
  }

  /** As a kubelet reports it: a condition, and nothing that is evaluated. */
  private void change(int number) {
    int pod = Math.floorMod(number * 7_919, options.pods());
    cluster
        .api()
        .strategicPatch(
            "/api/v1/namespaces/%s/pods/%s/status".formatted(namespace(pod), name(pod)),
            "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"%s\"}]}}"
                .formatted(number % 2 == 0 ? "True" : "False"));
  }

  private int perTemplate() {
    return Math.max(1, options.pods() / TEMPLATES);
  }

  private String namespace(int number) {
    int perNamespace = Math.max(1, options.pods() / cluster.namespaces());
    return TestCluster.namespace(number / perNamespace % cluster.namespaces());
  }

  private static String name(int number) {
    return "app-%06d".formatted(number);
  }
}
