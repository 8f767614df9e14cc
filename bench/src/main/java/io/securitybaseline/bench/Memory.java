package io.securitybaseline.bench;

import java.util.ArrayList;
import java.util.List;

/** Resident memory beside many objects that are none of the operator's business. */
final class Memory {

  private static final int SETTLING_SECONDS = 15;
  private static final double GOAL_MEBIBYTES = 150;

  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;

  Memory(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
  }

  void measure() {
    Api.each(options.policies(), cluster::createUnrelatedPolicy);
    Api.each(options.pods(), number -> cluster.createPod(number, "web-" + number));
    List<Double> settled = new ArrayList<>();
    List<Double> churned = new ArrayList<>();
    List<Double> highest = new ArrayList<>();
    List<Double> ready = new ArrayList<>();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig());
          PolicyWatch watch = PolicyWatch.open(cluster.api())) {
        ready.add(operator.secondsToReady());
        cluster.createBaseline();
        watch.awaitCount(cluster.namespaces(), 600);
        Sleep.seconds(SETTLING_SECONDS);
        settled.add(operator.residentMebibytes());
        churn(repetition);
        Sleep.seconds(SETTLING_SECONDS);
        churned.add(operator.residentMebibytes());
        highest.add(operator.highestResidentMebibytes());
      }
      cluster.reset();
    }
    String beside =
        "%,d namespaces, %,d pods, %,d policies of others"
            .formatted(cluster.namespaces(), options.pods(), options.policies());
    figures.add(
        "resident memory after covering " + beside, "MiB", new Samples(settled), GOAL_MEBIBYTES);
    figures.add(
        "… after a tenth of the pods and policies was replaced",
        "MiB",
        new Samples(churned),
        GOAL_MEBIBYTES);
    figures.add("… at its highest", "MiB", new Samples(highest));
    figures.add("… JVM start to ready with all that", "s", new Samples(ready));
  }

  private void churn(int repetition) {
    int pods = options.pods() / 10;
    Api.each(
        pods,
        number -> {
          cluster.deletePod(number, "web-" + number);
          cluster.createPod(number, "again-%d-%d".formatted(repetition, number));
        });
    cluster.deletePolicies(cluster.namespaces() / 10);
    Api.each(
        pods,
        number -> {
          cluster.deletePod(number, "again-%d-%d".formatted(repetition, number));
          cluster.createPod(number, "web-" + number);
        });
  }
}
