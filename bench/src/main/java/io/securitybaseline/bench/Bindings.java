package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How long the first audit of many role bindings takes, what it costs, and how soon one is swapped;
 * beside InstanceMetadata in Audit, so that everything is kept in memory and nothing else written.
 */
final class Bindings {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  private static final int SETTLING_SECONDS = 15;
  private static final int PATIENCE_SECONDS = 300;
  private static final double GOAL_AUDIT_SECONDS = 60;
  private static final double GOAL_MEBIBYTES = 250;
  private static final double GOAL_SWAP_MILLIS = 10;
  private static final double MEBIBYTE = 1024 * 1024;

  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;

  Bindings(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
  }

  void measure() {
    List<Double> without = new ArrayList<>();
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      audit(0);
      Sleep.seconds(SETTLING_SECONDS);
      without.add(operator.residentMebibytes());
    }
    cluster.reset();
    Api.each(options.bindings(), this::create);
    List<Double> seconds = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    List<Double> swaps = new ArrayList<>();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      long start = System.nanoTime();
      try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig());
          BindingWatch watch = BindingWatch.open(cluster.api(), GROUP)) {
        audit(options.bindings());
        seconds.add((System.nanoTime() - start) / 1e9);
        Sleep.seconds(SETTLING_SECONDS);
        resident.add(operator.residentMebibytes());
        for (int sample = 0; sample < options.samples(); sample++) {
          swaps.add(swap(repetition * options.samples() + sample, watch));
        }
      }
      cluster.reset();
    }
    report(seconds, resident, without, swaps);
  }

  private void report(
      List<Double> seconds, List<Double> resident, List<Double> without, List<Double> swaps) {
    String of =
        "%,d role bindings in %,d namespaces".formatted(options.bindings(), cluster.namespaces());
    figures.add(
        "first audit of %s, from the start of the JVM".formatted(of),
        "s",
        new Samples(seconds),
        GOAL_AUDIT_SECONDS);
    figures.add("… resident memory afterwards", "MiB", new Samples(resident), GOAL_MEBIBYTES);
    figures.add("… resident memory without the bindings", "MiB", new Samples(without));
    double beside = new Samples(without).median();
    figures.add(
        "… of that for each binding",
        "bytes",
        new Samples(
            resident.stream()
                .map(mebibytes -> (mebibytes - beside) * MEBIBYTE / options.bindings())
                .toList()));
    figures.add(
        "… a user is named until the group is seen in their place, by a watch",
        "ms",
        new Samples(swaps),
        GOAL_SWAP_MILLIS);
  }

  /** Until the status shows that all were evaluated. */
  private void audit(int atLeast) {
    cluster.createBaseline(Api.template("bindings-baseline.json"));
    long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (true) {
      JsonNode status = cluster.baseline().path("status");
      boolean ready = false;
      for (JsonNode condition : status.path("conditions")) {
        ready |=
            condition.path("type").asText().equals("GroupBindingsOnly")
                && !condition.path("reason").asText().equals("Evaluating");
      }
      if (ready && status.at("/groupBindings/scanned").asInt() >= atLeast) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not audited in time: " + status);
      }
      Sleep.millis(50);
    }
  }

  /** Every fifth references a user for whom there is no group. */
  private void create(int number) {
    String subject =
        number % 5 == 0
            ? user("user-%d@fabrikam.com".formatted(number))
            : "{\"kind\":\"ServiceAccount\",\"name\":\"sa-%d\",\"namespace\":\"default\"}"
                .formatted(number);
    String namespace = TestCluster.namespace(number % cluster.namespaces());
    cluster
        .api()
        .create(
            "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings".formatted(namespace),
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding",\
            "metadata":{"name":"binding-%d","labels":{"team":"team-%d"}},\
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"edit"},\
            "subjects":[%s]}\
            """
                .formatted(number, number % 97, subject));
  }

  /**
   * References a user whom the group replaces, as a user of kubectl does: after another client the
   * operator would wait for an hour. From the answer to that until the swap is observed.
   */
  private double swap(int sample, BindingWatch watch) {
    int number = Math.floorMod(sample * 5 + 1, options.bindings());
    String name = "binding-" + number;
    String path =
        "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings/%s?fieldManager=kubectl-edit"
            .formatted(TestCluster.namespace(number % cluster.namespaces()), name);
    CompletableFuture<Long> seen = watch.next(name);
    cluster
        .api()
        .patch(
            path, "{\"subjects\":[%s]}".formatted(user("user-%d@contoso.com".formatted(sample))));
    long answered = System.nanoTime();
    return (ArrivalTimes.await(seen) - answered) / 1e6;
  }

  private static String user(String name) {
    return "{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"User\",\"name\":\"%s\"}"
        .formatted(name);
  }
}
