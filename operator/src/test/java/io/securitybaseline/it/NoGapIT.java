package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While users are replaced, another client writes to the bindings, the operator is killed again and
 * again, and the API server restarts, no user is ever without access and no client's edit is lost.
 * Larger by {@code -Dnogap.bindings=1000 -Dnogap.kills=50}.
 */
class NoGapIT {

  private static final int BINDINGS = Integer.getInteger("nogap.bindings", 240);
  private static final int KILLS = Integer.getInteger("nogap.kills", 4);

  /** Slowly enough that there is a middle of the work for every kill. */
  private static final int WRITES_PER_SECOND = 40;

  private static final String NAME = "devs";

  @TempDir private Path folder;

  /** One for each person, so that no other binding lets him in. */
  private List<String> namespaces = List.of();

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong allowed = new AtomicLong();
  private final List<String> denied = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong edits = new AtomicLong();

  /** The restart excludes the pollers: a server that is not ready may not know its roles yet. */
  private final ReentrantReadWriteLock server = new ReentrantReadWriteLock();

  @Test
  void everybodyKeepsAccessAndEverybodysEditsStay() throws InterruptedException {
    long seed = System.nanoTime();
    long start = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (ControlPlane controlPlane = ControlPlane.start();
        TestCluster cluster = TestCluster.on(controlPlane);
        KubernetesClient once = cluster.clientThatRepeatsNothing()) {
      OperatorAccess access = OperatorAccess.to(controlPlane, UserBindings.CHART_VALUES);
      namespaces = new TestNamespaces(cluster.client()).create("gapless", BINDINGS);
      UserBindings bindings = new UserBindings(cluster.client());
      for (int i = 0; i < BINDINGS; i++) {
        bindings.create(namespaces.get(i), NAME, "edit", user(i));
      }
      eventually(() -> assertThat(isAllowed(cluster.client(), BINDINGS - 1)).isTrue());
      cluster.baseline().apply(UserBindings.enforced());

      List<Thread> others =
          List.of(
              inBackground(() -> poll(cluster.client())),
              inBackground(() -> poll(cluster.client())),
              inBackground(() -> edit(bindings, once, random.split())));
      for (int kill = 0; kill < KILLS; kill++) {
        int moment = (kill * BINDINGS + random.nextInt(BINDINGS)) / (KILLS + 1);
        try (OperatorProcess operator = start(access)) {
          eventually(() -> assertThat(replaced(cluster.client())).isGreaterThanOrEqualTo(moment));
          assertThat(operator.isAlive()).as("seed %d", seed).isTrue();
        }
      }
      try (OperatorProcess operator = start(access)) {
        int moment = (KILLS * BINDINGS + random.nextInt(BINDINGS)) / (KILLS + 1);
        eventually(() -> assertThat(replaced(cluster.client())).isGreaterThanOrEqualTo(moment));
        restartApiServer(controlPlane);
        eventually(() -> assertThat(replaced(cluster.client())).isEqualTo(BINDINGS));
        assertThat(operator.isAlive()).as("seed %d", seed).isTrue();
      }
      over.set(true);
      for (Thread thread : others) {
        thread.join();
      }

      assertThat(failures).as("seed %d", seed).isEmpty();
      assertThat(denied).as("seed %d", seed).isEmpty();
      assertThat(allowed.get()).isGreaterThan(BINDINGS);
      long accounts =
          list(cluster.client()).stream()
              .flatMap(binding -> binding.getSubjects().stream())
              .filter(subject -> subject.getKind().equals("ServiceAccount"))
              .count();
      assertThat(accounts).as("edits of the other writer, seed %d", seed).isEqualTo(edits.get());
      assertThat(accounts).isPositive();
      System.out.printf(
          "no gap: %,d bindings, %,d kills, %,d reviews, all allowed, %,d edits by others kept, %,d"
              + " s%n",
          BINDINGS,
          KILLS,
          allowed.get(),
          edits.get(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
  }

  private Thread inBackground(Runnable work) {
    return Thread.ofPlatform()
        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
        .start(work);
  }

  private void restartApiServer(ControlPlane controlPlane) {
    server.writeLock().lock();
    try {
      controlPlane.restartApiServer();
    } finally {
      server.writeLock().unlock();
    }
  }

  private OperatorProcess start(OperatorAccess access) {
    return OperatorProcess.start(
        access, folder, "operator", "--writes-per-second", "" + WRITES_PER_SECOND);
  }

  private static String user(int number) {
    return "user-%d@contoso.com".formatted(number);
  }

  private static List<RoleBinding> list(KubernetesClient client) {
    return client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
        .filter(binding -> binding.getMetadata().getName().equals(NAME))
        .toList();
  }

  /** How many name the group and the user no more. */
  private static long replaced(KubernetesClient client) {
    return list(client).stream()
        .filter(binding -> {
          List<String> subjects = UserBindings.subjects(binding.getSubjects());
          return subjects.contains("Group/" + UserBindings.GROUP)
              && subjects.stream().noneMatch(subject -> subject.startsWith("User/"));
        })
        .count();
  }

  /** Asks for one person after the other, each of whom is in the group, without pause. */
  private void poll(KubernetesClient client) {
    for (int i = 0; !over.get(); i = (i + 1) % BINDINGS) {
      server.readLock().lock();
      try {
        if (isAllowed(client, i)) {
          allowed.incrementAndGet();
        } else {
          denied.add(user(i));
        }
      } finally {
        server.readLock().unlock();
      }
    }
  }

  /** The binding in the namespace is all that can allow it, whether it names the person or not. */
  private boolean isAllowed(KubernetesClient client, int number) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user(number))
            .withGroups(UserBindings.GROUP)
            .withNewResourceAttributes()
            .withNamespace(namespaces.get(number))
            .withVerb("get")
            .withResource("pods")
            .endResourceAttributes()
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }

  /** Adds a service account to one binding after another, as a careful writer does. */
  private void edit(UserBindings bindings, KubernetesClient once, SplittableRandom random) {
    while (!over.get()) {
      server.readLock().lock();
      try {
        String namespace = namespaces.get(random.nextInt(BINDINGS));
        if (bindings.add(once, namespace, NAME, "sa-" + edits.get())) {
          edits.incrementAndGet();
        }
      } finally {
        server.readLock().unlock();
      }
    }
  }
}
