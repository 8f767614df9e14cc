package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the objects of all scenarios, and changes those that tenants change later. */
final class Tenants {
  private static final int CREATED_AT_ONCE = 8;

  private final Cluster cluster;
  private final ScenarioPods pods;
  private final List<String> refused = new ArrayList<>();
  private final List<Scenario> kept = new ArrayList<>();

  Tenants(Cluster cluster, ScenarioPods pods) {
    this.cluster = cluster;
    this.pods = pods;
  }

  /** A golden case that the API server refuses is left out and named. */
  void create(List<Scenario> scenarios, String uid) {
    List<Future<Optional<String>>> creating = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CREATED_AT_ONCE)) {
      for (Scenario scenario : scenarios) {
        creating.add(executor.submit(() -> create(scenario, uid)));
      }
      for (int index = 0; index < scenarios.size(); index++) {
        Optional<String> why = result(creating.get(index));
        why.ifPresent(refused::add);
        if (why.isEmpty()) {
          kept.add(scenarios.get(index));
        }
      }
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private Optional<String> create(Scenario scenario, String uid) {
    GoldenScenarios.adopt(scenario.objects(), uid);
    try {
      pods.add(scenario.objects());
      return Optional.empty();
    } catch (LabException e) {
      if (!scenario.name().startsWith(GoldenScenarios.PREFIX)) {
        throw e;
      }
      return Optional.of(scenario.name() + ": " + e.getMessage());
    }
  }

  List<Scenario> scenarios() {
    return kept;
  }

  List<String> refused() {
    return refused;
  }

  /** The namespaces with policies that allow ports by name. */
  Set<String> withNamedPorts() {
    return kept.stream()
        .flatMap(each -> Stream.concat(each.objects().stream(), each.later().stream()))
        .filter(NetworkPolicy.class::isInstance)
        .filter(Tenants::hasNamedPort)
        .map(policy -> policy.getMetadata().getNamespace())
        .collect(Collectors.toSet());
  }

  private static boolean hasNamedPort(HasMetadata policy) {
    return ((NetworkPolicy) policy)
        .getSpec().getEgress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .anyMatch(port -> port.getPort() != null && port.getPort().getStrVal() != null);
  }

  /** The scenarios in which a tenant does something more under Enforce. */
  List<Scenario> changing() {
    return kept.stream().filter(each -> !each.later().isEmpty()).toList();
  }

  /** Tenants change objects. */
  void change() {
    pods.add(changing().stream().flatMap(each -> each.later().stream()).toList());
  }

  /** Ends the pods of these, so that engines have less to do in what follows. */
  void endPods(List<Scenario> scenarios) {
    scenarios.stream()
        .flatMap(each -> each.objects().stream())
        .filter(Pod.class::isInstance)
        .forEach(cluster::delete);
  }

  /** Ends the namespaces, with all that engines and the operator read of them. */
  void end() {
    List<Future<?>> ending = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CREATED_AT_ONCE)) {
      namespaces(kept).forEach(each -> ending.add(executor.submit(() -> cluster.end(each))));
    }
    for (Future<?> each : ending) {
      result(each);
    }
  }

  /** Tenants take that back: what is new goes, what was changed is as it was. */
  void undo() {
    for (Scenario scenario : changing()) {
      Set<String> changed =
          scenario.later().stream().map(Tenants::identity).collect(Collectors.toSet());
      List<HasMetadata> before =
          scenario.objects().stream().filter(it -> changed.remove(identity(it))).toList();
      scenario.later().stream()
          .filter(it -> changed.contains(identity(it)))
          .forEach(cluster::delete);
      cluster.apply(before);
    }
  }

  private static String identity(HasMetadata object) {
    return object.getKind()
        + " "
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }

  /** Everything that the pods of these scenarios try. */
  List<Attempt> attempts(List<Scenario> scenarios) {
    return pods.attempts(namespaces(scenarios));
  }

  /** Connects a pod that is not in the API yet. */
  LabPod connect(PodId pod) {
    return pods.connect(pod);
  }

  static List<String> namespaces(List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMap(each -> Stream.concat(each.objects().stream(), each.later().stream()))
        .filter(Namespace.class::isInstance)
        .map(namespace -> namespace.getMetadata().getName())
        .distinct()
        .toList();
  }
}
