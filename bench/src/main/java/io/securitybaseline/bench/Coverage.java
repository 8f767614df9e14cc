package io.securitybaseline.bench;

import java.util.ArrayList;
import java.util.List;

/** How fast existing namespaces are covered, beside the ceiling on the same API server. */
final class Coverage {

  private static final double GOAL = 0.6;

  private final TestCluster cluster;
  private final Image image;
  private final Ceiling ceiling;
  private final Figures figures;

  Coverage(TestCluster cluster, Image image, Ceiling ceiling, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.ceiling = ceiling;
    this.figures = figures;
  }

  /** Operator and ceiling in turns, all on the same namespaces. */
  void measure(int namespaces, int repetitions) {
    cluster.growTo(namespaces);
    Columns columns = new Columns();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      double best = namespaces / ceiling.run(namespaces);
      cluster.deletePolicies(namespaces);
      columns.ceiling.add(best);
      cover(namespaces, best, columns);
    }
    String at = " %,d namespaces".formatted(namespaces);
    figures.add(
        "ceiling: creates/s by a Go client that does nothing else," + at,
        "/s",
        columns.of(columns.ceiling));
    figures.add("operator, cold JVM: namespaces covered/s," + at, "/s", columns.of(columns.rate));
    figures.addAtLeast(
        "… as a part of the ceiling of the same repetition", "", columns.of(columns.ratio), GOAL);
    figures.add(
        "… from the baseline's creation to the last policy", "s", columns.of(columns.seconds));
    figures.add("… processor time of the operator", "s", columns.of(columns.operator));
    figures.add("… of the API server", "s", columns.of(columns.server));
    figures.add("… of etcd", "s", columns.of(columns.etcd));
  }

  private void cover(int namespaces, double best, Columns columns) {
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig());
        PolicyWatch watch = PolicyWatch.open(cluster.api())) {
      double operatorBefore = operator.processorSeconds();
      double serverBefore = serverSeconds();
      double etcdBefore = etcdSeconds();
      long start = System.nanoTime();
      cluster.createBaseline();
      double seconds = (watch.awaitCount(namespaces, 600) - start) / 1e9;
      columns.operator.add(operator.processorSeconds() - operatorBefore);
      columns.server.add(serverSeconds() - serverBefore);
      columns.etcd.add(etcdSeconds() - etcdBefore);
      columns.seconds.add(seconds);
      columns.rate.add(namespaces / seconds);
      columns.ratio.add(namespaces / seconds / best);
    }
    cluster.reset();
  }

  private double serverSeconds() {
    return ProcessFigures.processorSeconds(cluster.controlPlane().apiServerPid());
  }

  private double etcdSeconds() {
    return ProcessFigures.processorSeconds(cluster.controlPlane().etcdPid());
  }

  private static final class Columns {
    private final List<Double> ceiling = new ArrayList<>();
    private final List<Double> rate = new ArrayList<>();
    private final List<Double> ratio = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> operator = new ArrayList<>();
    private final List<Double> server = new ArrayList<>();
    private final List<Double> etcd = new ArrayList<>();

    private Samples of(List<Double> column) {
      return new Samples(column);
    }
  }
}
