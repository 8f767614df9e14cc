package io.securitybaseline.bench;

import java.util.ArrayList;
import java.util.List;

/** From the start of the JVM to the first 200 of {@code /readyz}. */
final class Start {

  private static final int NAMESPACES = 20;
  private static final int MORE_REPETITIONS = 2;
  private static final double GOAL_SECONDS = 0.8;

  private Start() {}

  static void measure(TestCluster cluster, Image image, int repetitions, Figures figures) {
    cluster.growTo(NAMESPACES);
    List<Double> seconds = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions + MORE_REPETITIONS; repetition++) {
      try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
        seconds.add(operator.secondsToReady());
        processor.add(operator.processorSeconds());
        memory.add(operator.residentMebibytes());
      }
    }
    figures.add(
        "JVM start to ready, small cluster, AOT cache", "s", new Samples(seconds), GOAL_SECONDS);
    figures.add("… processor time until then", "s", new Samples(processor));
    figures.add("… resident memory then", "MiB", new Samples(memory));
  }
}
