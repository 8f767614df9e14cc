package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What happens to pods that run under Enforce without a change of any policy: the node takes the
 * address of the metadata service (row L6), and a label of a pod changes (row L8).
 */
final class RunningPods {

  static final String ADDRESS_SCENARIO = "l6-address-of-the-node";
  static final String LABEL_SCENARIO = "l8-label-of-a-running-pod";
  static final String LABEL_LOST = "a pod loses its allowed label";

  /** Two scenarios that run on every engine. */
  private static final PodId PLAIN = new PodId("plain-no-policy", "a");

  private static final PodId ALLOWED = new PodId("plain-allowed-pod", "allowed");

  /** A changed label took 58 s on Cilium. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final EngineKind engine;
  private final Cluster cluster;
  private final Lab lab;
  private final Tenants tenants;

  /** What was seen, as scenarios, and for how long the pod without the label kept the address. */
  record Seen(List<RunResult.ScenarioResult> scenarios, long labelLostMillis) {}

  RunningPods(EngineKind engine, Cluster cluster, Lab lab, Tenants tenants) {
    this.engine = engine;
    this.cluster = cluster;
    this.lab = lab;
    this.tenants = tenants;
  }

  /** Changes both and takes both back. */
  Seen observe() {
    List<String> address = addressOfTheNode();
    List<String> label = new ArrayList<>();
    long millis = labelOfTheAllowedPod(label);
    return new Seen(
        List.of(scenario(ADDRESS_SCENARIO, "L6", address), scenario(LABEL_SCENARIO, "L8", label)),
        millis);
  }

  private static RunResult.ScenarioResult scenario(String name, String row, List<String> wrong) {
    return new RunResult.ScenarioResult(name, List.of(row), List.of(), List.of(), wrong);
  }

  private List<String> addressOfTheNode() {
    Attempt attempt = attempt(PLAIN);
    List<String> wrong = new ArrayList<>();
    lab.takeAddress(Target.IMDS_IP);
    expect(attempt, engine.opensAddressesOfTheNode(), "while the node has the address", wrong);
    lab.releaseAddress(Target.IMDS_IP);
    expect(attempt, false, "after the node had the address", wrong);
    return wrong;
  }

  private long labelOfTheAllowedPod(List<String> wrong) {
    Attempt attempt = attempt(ALLOWED);
    expect(attempt, true, "with its allowed label", wrong);
    if (lab.sendsPackets()) {
      lab.watch(List.of(attempt));
    }
    label(attempt.from(), Map.of());
    expect(attempt, false, "without its allowed label", wrong);
    long millis =
        lab.sendsPackets() ? lab.watched().stream().mapToLong(Opening::millis).max().orElse(0) : 0;
    label(attempt.from(), Map.of(ScenarioPods.ALLOWED_KEY, attempt.from().allowed()));
    expect(attempt, true, "with its allowed label again", wrong);
    return millis;
  }

  private Attempt attempt(PodId pod) {
    return tenants.attempts(tenants.scenarios()).stream()
        .filter(each -> each.from().id().equals(pod) && each.to().equals(Target.IMDS))
        .findFirst()
        .orElseThrow(() -> new LabException("no pod " + pod));
  }

  private void label(LabPod pod, Map<String, String> labels) {
    Pod changed =
        new PodBuilder(Manifests.pod(pod)).editMetadata().withLabels(labels).endMetadata().build();
    cluster.applyPod(changed, pod.ip());
  }

  /** Settles first: what is expected may also be what was there before. */
  private void expect(Attempt attempt, boolean reached, String when, List<String> wrong) {
    lab.settle();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (lab.probe(List.of(attempt)).getFirst() != reached) {
      if (System.nanoTime() > deadline) {
        wrong.add(
            "%s: %s %s the address"
                .formatted(when, attempt.from().id(), reached ? "does not reach" : "reaches"));
        return;
      }
    }
  }
}
