package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The built operator, in a process of its own, and what it says. */
final class Operator implements AutoCloseable {

  static final String API = "securitybaseline.io/v1alpha1";
  private static final String KIND = "SecurityBaseline";

  /** How the names of its policies begin. */
  static final String POLICY = "restrict-instance-metadata";

  static final String CILIUM = "Cilium";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int QUIET_READS = 10;

  /** The operator writes the status a second after a change at the latest. */
  private static final int STATUS_READS = 25;

  private static final int PLANS = 3;
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private final Cluster cluster;
  private final Path jar;
  private final Path logs;
  private final EngineProcess process;
  private Posture posture = Posture.audit("");
  private @Nullable OperatorPolicies policies;

  Operator(Cluster cluster, Path jar, Path logs) {
    this.cluster = cluster;
    this.jar = jar;
    this.logs = logs;
    this.process =
        EngineProcess.start(
            command("run", "--port", "0"), environment(), logs.resolve("operator.log"));
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A run takes dozens of plans: the first leaves its classes for the others. */
  private List<String> planCommand() {
    List<String> command = command("plan", "-o", "json");
    Path archive = logs.resolve("plan.jsa");
    // What the JVM says of the archive would be part of the plan.
    command.addAll(
        1,
        List.of(
            "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
    return command;
  }

  private Map<String, String> environment() {
    return Map.of("KUBECONFIG", cluster.kubeconfig().toString());
  }

  /** Applies the baseline. */
  void apply(Posture wanted) {
    posture = wanted;
    cluster.apply(Manifests.parse(wanted.baseline()));
  }

  Posture posture() {
    return posture;
  }

  String uid() {
    GenericKubernetesResource found = baseline();
    if (found == null) {
      throw new LabException("there is no baseline");
    }
    return found.getMetadata().getUid();
  }

  /** Waits until the status speaks of the present spec; what is unknown stays pending. */
  void awaitStatus() {
    await(
        "a status of the present baseline",
        () -> status().filter(OperatorStatus::isPresent).isPresent());
  }

  /** Waits until the operator has done what the spec asks for, whatever stays pending. */
  void awaitSettled() {
    awaitStatus();
    OperatorPolicies policies = policies();
    if (posture.isAudit()) {
      await("the operator's policies to go", policies::areGone);
    } else if (!posture.team().isEmpty()) {
      // A plan lists what Enforce would change everywhere.
      await(
          "policies for the rollout alone",
          () -> policies.areOnlyFor(posture.team()) && policies.stay(QUIET_READS, Operator::pause));
    } else {
      awaitPlanWithoutChanges();
    }
  }

  /** The operator's policies; the first call must be in Audit. */
  OperatorPolicies policies() {
    if (policies == null) {
      policies = new OperatorPolicies(cluster, uid());
      policies.leaveOutWhatIsThere();
    }
    return policies;
  }

  /** Waits until Enforce has nothing left to change; then what it holds against each namespace. */
  SortedMap<String, String> awaitNothingToChange() {
    awaitStatus();
    if (posture.engine().equals(CILIUM)) {
      return awaitStatusThatNamesAll();
    }
    OperatorPlan plan = awaitPlanWithoutChanges();
    checkTotals(plan.reasons());
    return plan.reasons();
  }

  private OperatorPlan awaitPlanWithoutChanges() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    OperatorPlan plan = plan();
    while (plan.changes() && System.nanoTime() < deadline) {
      process.requireAlive();
      plan = plan();
    }
    return plan;
  }

  /**
   * The reasons for which each namespace is not counted as restricted; empty with Cilium, where
   * {@code plan} does not read the policy that is in place.
   */
  Optional<SortedMap<String, String>> reasons() {
    return posture.engine().equals(CILIUM) ? Optional.empty() : Optional.of(plan().reasons());
  }

  /**
   * On Cilium one policy covers nearly all, so that the worst few of the status are all. While the
   * operator evaluates one namespace after the other, they may be all of those that are left: only
   * what stays counts.
   */
  private SortedMap<String, String> awaitStatusThatNamesAll() {
    AtomicReference<Optional<SortedMap<String, String>>> last =
        new AtomicReference<>(Optional.empty());
    AtomicInteger same = new AtomicInteger();
    await(
        "a status that names every namespace that is not restricted",
        () -> {
          Optional<SortedMap<String, String>> now = status().flatMap(OperatorStatus::reasons);
          boolean stays = now.isPresent() && now.equals(last.getAndSet(now));
          same.set(stays ? same.get() + 1 : 0);
          return same.get() >= STATUS_READS;
        });
    return last.get().orElseThrow();
  }

  /** The status counts as restricted what the plan has nothing against. */
  private void checkTotals(SortedMap<String, String> reasons) {
    long against = reasons.keySet().stream().filter(namespace -> !namespace.isEmpty()).count();
    await(
        "%d namespaces that are not restricted".formatted(against),
        () ->
            status()
                .filter(status -> status.notRestricted().equals(OptionalLong.of(against)))
                .isPresent());
  }

  /** A busy machine may keep the API server from answering a plan in time. */
  private OperatorPlan plan() {
    for (int attempt = 1; ; attempt++) {
      try {
        return OperatorPlan.read(planCommand(), environment(), logs);
      } catch (LabException e) {
        if (attempt == PLANS) {
          throw e;
        }
      }
    }
  }

  /** Deletes the baseline and waits until it is gone: its finalizer has removed the policies. */
  void remove() {
    cluster.client().genericKubernetesResources(API, KIND).withName("default").delete();
    await("the baseline to go", () -> baseline() == null);
    policies = null;
  }

  private @Nullable GenericKubernetesResource baseline() {
    return cluster.client().genericKubernetesResources(API, KIND).withName("default").get();
  }

  private void await(String what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!reached.getAsBoolean()) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "waited in vain for %s: %s%n%s".formatted(what, shown(), process.tail()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private Optional<OperatorStatus> status() {
    return OperatorStatus.of(baseline());
  }

  private String shown() {
    GenericKubernetesResource found = baseline();
    return found == null ? "no baseline" : Objects.toString(found.get("status"));
  }

  @Override
  public void close() {
    process.close();
  }
}
