package io.securitybaseline.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many nodes, each of which says every ten seconds that it is alive: what that costs the operator,
 * and how soon a change among all that is told.
 */
final class Nodes {

  private static final String NODES = "/api/v1/nodes";
  private static final String NODE = Api.template("node.json");
  private static final int POOL = 100;
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int SETTLING_SECONDS = 15;
  private static final int CHANGES = 5;
  private static final double GOAL_MEBIBYTES = 20;
  private static final double GOAL_SECONDS = 6;
  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;
  private final AtomicInteger beats = new AtomicInteger();

  Nodes(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
  }

  void measure() {
    double without = settled();
    Api.each(options.nodes(), number -> cluster.api().create(NODES, node(number)));
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      cluster.createBaseline();
      Pause.until("all nodes in the status", 120, () -> status("total") == options.nodes());
      Pause.seconds(SETTLING_SECONDS);
      String all = "%,d nodes".formatted(options.nodes());
      figures.add(
          "resident memory more with " + all,
          "MiB",
          Samples.of(operator.residentMebibytes() - without),
          GOAL_MEBIBYTES);
      try (ScheduledExecutorService kubelets = Executors.newScheduledThreadPool(8)) {
        var _ =
            kubelets.scheduleAtFixedRate(
                () -> beatAll(kubelets), 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        underHeartbeats(operator, all);
        kubelets.shutdownNow();
      }
    }
    Api.each(options.nodes(), number -> cluster.api().delete(NODES + "/" + name(number)));
    cluster.reset();
  }

  private double settled() {
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      cluster.createBaseline();
      Pause.until("the status", 120, () -> !cluster.baseline().at("/status/nodes").isMissingNode());
      Pause.seconds(SETTLING_SECONDS);
      return operator.residentMebibytes();
    } finally {
      cluster.reset();
    }
  }

  private void underHeartbeats(OperatorProcess operator, String all) {
    Pause.seconds(SETTLING_SECONDS);
    long mark = cluster.auditLogSize();
    double before = operator.processorSeconds();
    int first = beats.get();
    double seconds = 60 * options.idleMinutes();
    Pause.seconds(seconds);
    double perSecond = (beats.get() - first) / seconds;
    figures.add(
        "… under %,.0f heartbeats a second: requests beyond watches and lease".formatted(perSecond),
        "",
        Samples.of(AuditLog.requests(cluster.controlPlane().auditLog(), mark).size()),
        0);
    figures.add(
        "… processor time of the operator per minute",
        "s",
        Samples.of((operator.processorSeconds() - before) / options.idleMinutes()));
    figures.add(
        "… resident memory at its highest", "MiB", Samples.of(operator.highestResidentMebibytes()));
    figures.add(
        "changed label under these heartbeats, of " + all + ": until the status tells it",
        "s",
        changes(),
        GOAL_SECONDS);
  }

  private Samples changes() {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      int outdated = status("outdatedImages");
      long asked = System.nanoTime();
      cluster
          .api()
          .patch(
              NODES + "/" + name(i),
              """
              {"metadata":{"labels":{"kubernetes.azure.com/node-image-version":
                "AKSUbuntu-2404gen2containerd-209901.01.0"}}}\
              """);
      Pause.until("the change", 60, () -> status("outdatedImages") == outdated - 1);
      seconds.add((System.nanoTime() - asked) / 1e9);
    }
    return new Samples(seconds);
  }

  /** Evenly over the time there is. */
  private void beatAll(ScheduledExecutorService kubelets) {
    for (int i = 0; i < options.nodes(); i++) {
      int number = i;
      long delay = HEARTBEAT_SECONDS * 1000L * i / options.nodes();
      var _ = kubelets.schedule(() -> beat(number), delay, TimeUnit.MILLISECONDS);
    }
  }

  /** A merge patch replaces the list, so it says again what the node problem detector said. */
  private void beat(int number) {
    cluster
        .api()
        .patch(
            NODES + "/" + name(number) + "/status",
            """
            {"status":{"conditions":[
              {"type":"Ready","status":"True","reason":"KubeletReady","lastHeartbeatTime":"%s"},
              {"type":"RebootRequired","status":"False","reason":"NoRebootRequired",
               "message":"no reboot is pending"}]}}\
            """
                .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    beats.incrementAndGet();
  }

  private int status(String field) {
    return cluster.baseline().at("/status/nodes/" + field).asInt(-1);
  }

  private static String name(int number) {
    return "aks-np%02d-%06d".formatted(number / POOL, number);
  }

  private static String node(int number) {
    return NODE.replace("NAME", name(number)).replace("POOL", "np%02d".formatted(number / POOL));
  }
}
