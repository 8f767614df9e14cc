package io.securitybaseline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Asks without a pause whether each user may read pods in the namespace of that user. */
final class AccessReviews {

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final IntFunction<String> users;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong allowed = new AtomicLong();
  private final List<String> denied = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param users the user of the namespace with the number
   */
  AccessReviews(KubernetesClient client, List<String> namespaces, IntFunction<String> users) {
    this.client = client;
    this.namespaces = List.copyOf(namespaces);
    this.users = users;
  }

  /**
   * Begins.
   *
   * @param groups those that the token of a user has at the moment
   */
  void start(int reviewers, Function<String, List<String>> groups) {
    for (int i = 0; i < reviewers; i++) {
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
              .start(() -> review(groups)));
    }
  }

  /** Ends, and fails if a review could not be made. */
  void stop() throws InterruptedException {
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  long allowed() {
    return allowed.get();
  }

  /** Namespace and user of each review that was denied. */
  List<String> denied() {
    return List.copyOf(denied);
  }

  private void review(Function<String, List<String>> groups) {
    for (int i = 0; !over.get(); i = (i + 1) % namespaces.size()) {
      String user = users.apply(i);
      if (isAllowed(namespaces.get(i), user, groups.apply(user))) {
        allowed.incrementAndGet();
      } else {
        denied.add(namespaces.get(i) + " " + user);
      }
    }
  }

  private boolean isAllowed(String namespace, String user, List<String> groups) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withGroups(groups)
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb("get")
            .withResource("pods")
            .endResourceAttributes()
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }
}
