package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several writers name users and accounts in the same few bindings, as fast as they can, while the
 * operator swaps them: its swaps are overtaken again and again, and in the end every client has
 * what he was given.
 */
class ConflictStormIT {

  private static final int BINDINGS = 3;
  private static final int WRITERS = 4;

  /** The log line of a replacement after a conflict. */
  private static final String OVERTAKEN = "superseded";

  private static final int OVERTAKEN_AT_LEAST = 5;

  @TempDir private Path folder;

  private final TestCluster cluster = TestCluster.on(ControlPlane.shared());
  private final TestNamespaces namespaces = new TestNamespaces(cluster.client());
  private final UserBindings bindings = new UserBindings(cluster.client());
  private final KubernetesClient once = cluster.clientThatRepeatsNothing();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Set<String> accounts = ConcurrentHashMap.newKeySet();
  private final Set<String> people = ConcurrentHashMap.newKeySet();
  private String namespace = "";

  @AfterEach
  void remove() {
    over.set(true);
    namespaces.deleteAll();
    once.close();
    cluster.close();
  }

  @Test
  void swapsAreOvertakenAndNothingIsLost() throws InterruptedException {
    namespace = namespaces.create("storm");
    for (int i = 0; i < BINDINGS; i++) {
      bindings.create(namespace, "devs-" + i, "edit", "alice@contoso.com");
    }
    cluster.baseline().apply(UserBindings.enforced());
    OperatorAccess access = OperatorAccess.to(ControlPlane.shared(), UserBindings.CHART_VALUES);
    try (OperatorProcess operator =
        OperatorProcess.start(access, folder, "operator", "--log-level", "debug")) {
      operator.awaitReady();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                .start(() -> write(writer)));
      }
      eventually(() -> {
        assertThat(failures).isEmpty();
        assertThat(overtaken(operator)).isGreaterThanOrEqualTo(OVERTAKEN_AT_LEAST);
      });
      over.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(failures).isEmpty();
      eventually(() -> assertThat(subjects()).noneMatch(it -> it.startsWith("User/")));
      System.out.printf(
          "storm: %,d swaps overtaken, %,d people and %,d accounts named meanwhile%n",
          overtaken(operator), people.size(), accounts.size());
      cluster.baseline().delete();
    }

    assertThat(subjects().stream().filter(it -> it.startsWith("ServiceAccount/")))
        .containsExactlyInAnyOrderElementsOf(accounts);
    String records = String.join("\n", records());
    assertThat(people).isNotEmpty().allMatch(records::contains);
  }

  private static long overtaken(OperatorProcess operator) {
    return operator.log().lines().filter(line -> line.contains(OVERTAKEN)).count();
  }

  private List<String> subjects() {
    return names().flatMap(name -> bindings.subjects(namespace, name).stream()).toList();
  }

  private List<String> records() {
    return names().flatMap(name -> bindings.record(namespace, name).stream()).toList();
  }

  private static Stream<String> names() {
    return IntStream.range(0, BINDINGS).mapToObj(i -> "devs-" + i);
  }

  /** Each adds its own subject and removes none. */
  private void write(int writer) {
    for (int number = 0; !over.get(); number++) {
      String account = "sa-%d-%d".formatted(writer, number);
      String person = "p-%d-%d@contoso.com".formatted(writer, number);
      Subject user = new Subject("rbac.authorization.k8s.io", "User", person, null);
      if (bindings.add(once, namespace, "devs-" + number % BINDINGS, account, user)) {
        accounts.add("ServiceAccount/" + account);
        people.add(person);
      }
    }
  }
}
