package io.securitybaseline.bench;

import java.util.concurrent.CompletableFuture;

/**
 * Observes that a group is added to a role binding, by a watch of its own: to ask for the binding
 * again and again would take of the API server what it is to answer the operator with.
 */
final class BindingWatch implements AutoCloseable {

  private static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/rolebindings";

  private final ArrivalTimes moments = new ArrivalTimes();
  private final String subject;
  private final LineWatch watch;

  private BindingWatch(Api api, String group) {
    subject = "\"name\":\"" + group + "\"";
    watch = LineWatch.open(api, BINDINGS, this::read);
  }

  static BindingWatch open(Api api, String group) {
    return new BindingWatch(api, group);
  }

  /**
   * The moment, by {@link System#nanoTime}, at which the group is next seen in the binding.
   *
   * @param binding its name, which no other may have
   */
  CompletableFuture<Long> next(String binding) {
    return moments.next(binding);
  }

  @Override
  public void close() {
    watch.close();
  }

  private void read(String line, long now) {
    if (line.contains(subject)) {
      moments.seen(LineWatch.name(line), now);
    }
  }
}
