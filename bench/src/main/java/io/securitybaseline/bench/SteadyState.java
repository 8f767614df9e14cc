package io.securitybaseline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to a covered cluster: a namespace comes, a policy goes, or nothing at all. */
final class SteadyState {

  private static final int SETTLING_SECONDS = 10;
  private static final int PASS_SECONDS = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  private final TestCluster cluster;
  private final Options options;
  private final Figures figures;
  private final Random random = new Random(42);

  SteadyState(TestCluster cluster, Options options, Figures figures) {
    this.cluster = cluster;
    this.options = options;
    this.figures = figures;
  }

  void measure(OperatorProcess operator) {
    Sleep.seconds(SETTLING_SECONDS);
    quiet(operator);
    try (PolicyWatch watch = PolicyWatch.open(cluster.api())) {
      newNamespaces(watch);
      Spread repairs = repairs(watch);
      figures.add(
          "deleted policy: from the answer to the deletion to the new one, p50",
          "ms",
          repairs.p50(),
          3);
      figures.add("… p99", "ms", repairs.p99(), 8);
    }
  }

  /** What the same takes where something else repairs, as fast as can be. */
  void measureReference() {
    try (PolicyWatch watch = PolicyWatch.open(cluster.api())) {
      Spread repairs = repairs(watch);
      figures.add("… by a Go client that does nothing else, p50", "ms", repairs.p50());
      figures.add("… p99", "ms", repairs.p99());
    }
  }

  private void newNamespaces(PolicyWatch watch) {
    Spread fromAnswer = new Spread();
    Spread fromRequest = new Spread();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      List<Double> answers = new ArrayList<>();
      List<Double> requests = new ArrayList<>();
      for (int sample = 0; sample < options.samples(); sample++) {
        String namespace = "bench-new-%d-%d".formatted(repetition, sample);
        var policy = watch.next(namespace);
        long asked = System.nanoTime();
        cluster.createNamespace(namespace);
        long answered = System.nanoTime();
        long seen = ArrivalTimes.await(policy);
        answers.add((seen - answered) / NANOS_PER_MILLI);
        requests.add((seen - asked) / NANOS_PER_MILLI);
        breathe();
      }
      fromAnswer.add(answers);
      fromRequest.add(requests);
    }
    figures.add(
        "new namespace: from the answer to its creation to its policy, p50",
        "ms",
        fromAnswer.p50(),
        10);
    figures.add("… p99", "ms", fromAnswer.p99(), 50);
    figures.add("… from sending the request for it, p50", "ms", fromRequest.p50());
    figures.add("… p99", "ms", fromRequest.p99());
  }

  private Spread repairs(PolicyWatch watch) {
    Spread spread = new Spread();
    int number = 0;
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      List<Double> repairs = new ArrayList<>();
      for (int sample = 0; sample < options.samples(); sample++) {
        String namespace = TestCluster.namespace(number++ % cluster.namespaces());
        var policy = watch.next(namespace);
        cluster.api().delete(TestCluster.policiesOf(namespace) + "/" + TestCluster.OUR_POLICY);
        long answered = System.nanoTime();
        repairs.add((ArrivalTimes.await(policy) - answered) / NANOS_PER_MILLI);
        breathe();
      }
      spread.add(repairs);
    }
    return spread;
  }

  private void quiet(OperatorProcess operator) {
    List<Double> passRequests = new ArrayList<>();
    List<Double> passSeconds = new ArrayList<>();
    for (int repetition = 0; repetition < options.repetitions(); repetition++) {
      long mark = cluster.auditLogSize();
      double before = operator.processorSeconds();
      cluster.requestPass("pass-" + repetition);
      Sleep.seconds(PASS_SECONDS);
      passSeconds.add(operator.processorSeconds() - before);
      passRequests.add((double) requests(mark));
    }
    String all = " over %,d namespaces".formatted(cluster.namespaces());
    figures.add(
        "another pass" + all + ": requests beyond watches and lease",
        "",
        new Samples(passRequests),
        0);
    figures.add("… processor time of the operator", "s", new Samples(passSeconds));
    long mark = cluster.auditLogSize();
    double before = operator.processorSeconds();
    Sleep.seconds(60 * options.idleMinutes());
    double seconds = operator.processorSeconds() - before;
    figures.add(
        "idle for %s min: requests beyond watches and lease".formatted(options.idleMinutes()),
        "",
        Samples.of(requests(mark)),
        0);
    figures.add(
        "… processor time of the operator per minute",
        "s",
        Samples.of(seconds / options.idleMinutes()));
  }

  private int requests(long mark) {
    List<String> requests = AuditLog.requests(cluster.controlPlane().auditLog(), mark);
    requests.stream().limit(3).forEach(System.err::println);
    return requests.size();
  }

  /** Not in step with anything that happens regularly. */
  private void breathe() {
    Sleep.millis(10 + random.nextInt(30));
  }

  private static final class Spread {
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> tails = new ArrayList<>();

    void add(List<Double> values) {
      Samples samples = new Samples(values);
      medians.add(samples.median());
      tails.add(samples.quantile(0.99));
    }

    Samples p50() {
      return new Samples(medians);
    }

    Samples p99() {
      return new Samples(tails);
    }
  }
}
