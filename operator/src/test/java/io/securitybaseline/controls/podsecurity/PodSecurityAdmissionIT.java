package io.securitybaseline.controls.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.TestCluster;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The verdicts on generated pods are those of the API server's own admission: each pod is created
 * in a dry run, in a namespace with a label enforce.
 */
class PodSecurityAdmissionIT {

  private static final int PODS = 2_000;

  /** The API server rejects a few pods for what has nothing to do with security. */
  private static final int INVALID = 200;

  private static final int INVALID_CODE = 422;
  private static final int THREADS = 4;
  private static final List<String> VERSIONS =
      List.of(
          "v1.24", "v1.25", "v1.26", "v1.27", "v1.28", "v1.29", "v1.30", "v1.31", "v1.32", "v1.33",
          "v1.34", "v1.35", "v1.36", "latest");

  private final long seed = new Random().nextLong();

  /** A namespace with a label enforce. */
  private record Enforced(PodSecurityLevel level, String version) {

    String name() {
      return "psa-%s-%s".formatted(level, version.replace('.', '-'));
    }

    int minor() {
      return StandardVersion.minor(version);
    }
  }

  /** What both find in one pod. */
  private record Verdicts(
      String pod, Set<StandardControl> ofApiServer, Set<StandardControl> ofOperator) {

    boolean agree() {
      return ofApiServer.equals(ofOperator);
    }
  }

  @Test
  void theSameControlsAreViolated() throws Exception {
    System.out.println("PodSecurityAdmissionIT: seed " + seed);
    List<Verdicts> verdicts = verdicts();

    assertThat(verdicts).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(PODS);
    assertThat(verdicts.stream().filter(it -> !it.agree())).as("seed %d", seed).isEmpty();
    assertThat(verdicts.stream().filter(it -> it.ofApiServer().isEmpty()).count())
        .as("admitted pods, seed %d", seed)
        .isPositive();
    assertThat(
            verdicts.stream()
                .flatMap(it -> it.ofApiServer().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StandardControl.class))))
        .as("seed %d", seed)
        .isEqualTo(EnumSet.allOf(StandardControl.class));
  }

  private List<Verdicts> verdicts() throws InterruptedException, ExecutionException {
    List<Enforced> namespaces = namespaces();
    RandomPods pods = new RandomPods(seed);
    try (TestCluster cluster = TestCluster.on(ControlPlane.shared());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      namespaces.forEach(each -> create(each, cluster.client()));
      List<Future<Optional<Verdicts>>> futures = new ArrayList<>();
      for (int i = 0; i < PODS + INVALID; i++) {
        Pod pod = pods.next(i);
        Enforced namespace = namespaces.get(i % namespaces.size());
        futures.add(threads.submit(() -> verdicts(pod, namespace, cluster.client())));
      }
      List<Verdicts> verdicts = new ArrayList<>();
      for (Future<Optional<Verdicts>> future : futures) {
        future.get().ifPresent(verdicts::add);
      }
      namespaces.forEach(each -> cluster.client().namespaces().withName(each.name()).delete());
      return verdicts;
    }
  }

  private static Optional<Verdicts> verdicts(Pod pod, Enforced namespace, KubernetesClient client) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return ofApiServer(pod, namespace, client)
        .map(ofApiServer ->
            new Verdicts(
                client.getKubernetesSerialization().asJson(pod) + " in " + namespace,
                ofApiServer,
                PodVerdict.of(Objects.requireNonNullElse(annotations, Map.of()), pod.getSpec())
                    .of(namespace.level(), namespace.minor())
                    .map(Violation::control)
                    .collect(
                        Collectors.toCollection(() -> EnumSet.noneOf(StandardControl.class)))));
  }

  /** Empty for a pod that is invalid. */
  private static Optional<Set<StandardControl>> ofApiServer(
      Pod pod, Enforced namespace, KubernetesClient client) {
    try {
      client.pods().inNamespace(namespace.name()).resource(pod).dryRun().create();
      return Optional.of(EnumSet.noneOf(StandardControl.class));
    } catch (KubernetesClientException e) {
      if (e.getCode() == INVALID_CODE) {
        return Optional.empty();
      }
      return Optional.of(
          AdmissionMessage.controls(
              Objects.requireNonNull(e.getStatus()).getMessage(), namespace.minor()));
    }
  }

  private static List<Enforced> namespaces() {
    List<Enforced> namespaces = new ArrayList<>();
    for (PodSecurityLevel level : PodSecurityLevel.values()) {
      VERSIONS.forEach(version -> namespaces.add(new Enforced(level, version)));
    }
    return namespaces;
  }

  /**
   * With the account that a pod needs, so that the controller that creates it is not waited for.
   */
  private static void create(Enforced namespace, KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace.name())
                .addToLabels("pod-security.kubernetes.io/enforce", namespace.level().toString())
                .addToLabels("pod-security.kubernetes.io/enforce-version", namespace.version())
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(namespace.name())
                .endMetadata()
                .build())
        .serverSideApply();
  }
}
