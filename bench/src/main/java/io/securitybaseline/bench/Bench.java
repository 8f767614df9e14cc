package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs all benchmarks on one control plane and writes the table. */
public final class Bench {

  private static final Path TARGET = Path.of("bench/target");
  private static final Path CRDS = Path.of("crds");

  private final Options options;
  private final Figures figures = new Figures();
  private final Image image;

  Bench(Options options) {
    this.options = options;
    this.image = new Image(TARGET.resolve("image").toAbsolutePath(), options.jvm());
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchCommand()).execute(arguments));
  }

  void run(String... arguments) throws IOException {
    Machine machine = Machine.describe();
    System.out.println(machine);
    try (TestCluster cluster = new TestCluster(CRDS, options.off())) {
      if (options.measures("start")) {
        Start.measure(cluster, image, options.repetitions(), figures);
      }
      if (options.measures("coverage")) {
        coverage(cluster);
      }
      cluster.growTo(options.namespaces().getLast());
      if (options.measures("steady")) {
        steadyState(cluster);
      }
      if (options.measures("memory")) {
        new Memory(cluster, image, options, figures).measure();
      }
      if (options.measures("status")) {
        StatusSize.measure(cluster, image, figures);
      }
      if (options.measures("nodes")) {
        new Nodes(cluster, image, options, figures).measure();
      }
      if (options.only().contains("pods")) {
        new Pods(cluster, image, options, figures).measure();
      }
      if (options.only().contains("roles")) {
        new Roles(cluster, image, options, figures).measure();
      }
      if (options.measures("bindings")) {
        new Bindings(cluster, image, options, figures).measure();
      }
    }
    Document.write(options.output(), machine, arguments, figures);
    System.out.println("written: " + options.output());
  }

  private void coverage(TestCluster cluster) {
    cluster.growTo(1);
    Ceiling ceiling = ceiling(cluster);
    ceiling.copy(onePolicy(cluster));
    cluster.reset();
    Coverage coverage = new Coverage(cluster, image, ceiling, figures);
    for (int namespaces : options.namespaces()) {
      coverage.measure(namespaces, options.repetitions());
    }
  }

  private void steadyState(TestCluster cluster) {
    SteadyState steady = new SteadyState(cluster, options, figures);
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig());
        PolicyWatch watch = PolicyWatch.open(cluster.api())) {
      cluster.createBaseline();
      watch.awaitCount(cluster.namespaces(), 600);
      steady.measure(operator);
    }
    Ceiling ceiling = ceiling(cluster);
    ceiling.copy(policyThere(cluster));
    try (Ceiling.Repairing _ = ceiling.repairing()) {
      steady.measureReference();
    }
    cluster.reset();
  }

  private static Ceiling ceiling(TestCluster cluster) {
    return new Ceiling(TARGET.resolve("ceiling").toAbsolutePath(), cluster);
  }

  private static JsonNode policyThere(TestCluster cluster) {
    return cluster
        .api()
        .get(TestCluster.policiesOf(TestCluster.namespace(0)) + "/" + TestCluster.OUR_POLICY);
  }

  /** As the operator creates them; and everything has run once before anything is measured. */
  private JsonNode onePolicy(TestCluster cluster) {
    try (OperatorProcess _ = OperatorProcess.start(image, cluster.kubeconfig());
        PolicyWatch watch = PolicyWatch.open(cluster.api())) {
      cluster.createBaseline();
      watch.awaitCount(cluster.namespaces(), 60);
      return policyThere(cluster);
    }
  }
}
