package io.securitybaseline.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many nodes, each of which sends a heartbeat every ten seconds: what that costs the operator,
 * beside one that has no nodes and runs for as long, and how soon a change among all that is
 * reported.
 */
final class Nodes {

  static final String NODES = "/api/v1/nodes";
  private static final String NODE = Api.template("node.json").replace("IMAGES", images());
  private static final int POOL = 100;
  private static final int IMAGES_OF_NODE = 50;
  private static final int SETTLING_SECONDS = 15;
  private static final int CHANGES = 5;

  /** How long heartbeats last, in times of how long nothing may happen elsewhere. */
  private static final int LONGER = 3;

  /** The baseline is evaluated every so often in any case. */
  private static final double REGULAR_MINUTES = 5;

  private static final double GOAL_MEBIBYTES = 20;
  private static final double GOAL_SECONDS = 6;
  private static final DateTimeFormatter IMAGE_DATE =
      DateTimeFormatter.ofPattern("yyyyMM.dd", Locale.ROOT);

  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;
  private final double minutes;
  private final List<Double> changes = new ArrayList<>();

  Nodes(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
    this.minutes = LONGER * options.idleMinutes();
  }

  void measure() {
    List<Double> without = new ArrayList<>();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      without.add(withoutNodes());
    }
    Api.each(options.nodes(), number -> cluster.api().create(NODES, node(number)));
    List<UnderHeartbeats> runs = new ArrayList<>();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      runs.add(withNodes(repetition));
    }
    Api.each(options.nodes(), number -> cluster.api().delete(NODES + "/" + name(number)));
    report(without, runs);
  }

  private double withoutNodes() {
    double resident;
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      cluster.createBaseline();
      Sleep.until("the status", 120, () -> !cluster.baseline().at("/status/nodes").isMissingNode());
      Sleep.seconds(2 * SETTLING_SECONDS + 60 * minutes);
      resident = operator.residentMebibytes();
    }
    cluster.reset();
    return resident;
  }

  private UnderHeartbeats withNodes(int repetition) {
    UnderHeartbeats run;
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      cluster.createBaseline();
      Sleep.until("all nodes in the status", 120, () -> status("total") == options.nodes());
      Sleep.seconds(SETTLING_SECONDS);
      try (HeartbeatLoad kubelets = HeartbeatLoad.start(cluster.api(), options.nodes())) {
        Sleep.seconds(SETTLING_SECONDS);
        run = UnderHeartbeats.measure(cluster, operator, kubelets, minutes);
        change(repetition);
      }
    }
    cluster.reset();
    return run;
  }

  private void report(List<Double> without, List<UnderHeartbeats> runs) {
    figures.add("resident memory without nodes", "MiB", new Samples(without));
    double median = new Samples(without).median();
    figures.add(
        "… more with %,d nodes after %.1f min of heartbeats".formatted(options.nodes(), minutes),
        "MiB",
        Samples.each(runs, run -> run.residentMebibytes() - median),
        GOAL_MEBIBYTES);
    figures.add("… at its highest", "MiB", Samples.each(runs, UnderHeartbeats::highestMebibytes));
    figures.add("… heartbeats", "/s", Samples.each(runs, UnderHeartbeats::perSecond));
    figures.add(
        "… requests beyond watches and lease",
        "",
        Samples.each(runs, UnderHeartbeats::requests),
        0);
    figures.add(
        "… evaluations of the baseline, of which one every five minutes is regular",
        "",
        Samples.each(runs, UnderHeartbeats::evaluations),
        Math.ceil(minutes / REGULAR_MINUTES));
    figures.add(
        "… processor time of the operator per minute",
        "s",
        Samples.each(runs, UnderHeartbeats::processorSecondsPerMinute));
    figures.add(
        "… allocated for each heartbeat, reading it included",
        "KiB",
        Samples.each(runs, UnderHeartbeats::kibibytesPerBeat));
    figures.add(
        "… garbage collections per minute",
        "",
        Samples.each(runs, UnderHeartbeats::collectionsPerMinute));
    figures.add(
        "… time in them per minute", "s", Samples.each(runs, UnderHeartbeats::pausesPerMinute));
    figures.add(
        "… changed label under these heartbeats: until the status shows it",
        "s",
        new Samples(changes),
        GOAL_SECONDS);
  }

  private void change(int repetition) {
    for (int i = 0; i < CHANGES; i++) {
      int node = repetition * CHANGES + i;
      int outdated = status("outdatedImages");
      long asked = System.nanoTime();
      cluster
          .api()
          .patch(
              NODES + "/" + name(node),
              """
              {"metadata":{"labels":{"kubernetes.azure.com/node-image-version":
                "AKSUbuntu-2404gen2containerd-%s.0"}}}\
              """
                  .formatted(IMAGE_DATE.format(LocalDate.now(ZoneOffset.UTC))));
      Sleep.until("the change", 60, () -> status("outdatedImages") == outdated - 1);
      changes.add((System.nanoTime() - asked) / 1e9);
    }
  }

  private int status(String field) {
    return cluster.baseline().at("/status/nodes/" + field).asInt(-1);
  }

  static String name(int number) {
    return "aks-np%02d-%06d".formatted(number / POOL, number);
  }

  private static String node(int number) {
    return NODE.replace("NAME", name(number)).replace("POOL", "np%02d".formatted(number / POOL));
  }

  /** As many as a kubelet reports, each by digest and by tag. */
  private static String images() {
    return IntStream.range(0, IMAGES_OF_NODE)
        .mapToObj(i ->
            """
            {"names": ["mcr.microsoft.com/oss/v2/kubernetes/component-%02d@sha256:%064x", \
            "mcr.microsoft.com/oss/v2/kubernetes/component-%02d:v1.%d.0-1"], "sizeBytes": %d}\
            """
                .formatted(i, 31L * i, i, i, 50_000_000 + i))
        .collect(Collectors.joining(",\n      "));
  }
}
