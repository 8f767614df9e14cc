package io.securitybaseline.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees each of the operator's policies appear, by a watch of its own. */
final class PolicyWatch implements AutoCloseable {

  private static final String ADDED = "{\"type\":\"ADDED\"";
  private static final String NAME = "\"name\":\"" + TestCluster.OUR_POLICY + "\"";
  private static final String BENCH = "bench-";

  private final ArrivalTimes moments = new ArrivalTimes();
  private final AtomicInteger added = new AtomicInteger();
  private volatile long lastAdded;
  private final LineWatch watch;

  private PolicyWatch(Api api) {
    watch = LineWatch.open(api, TestCluster.POLICIES, this::read);
  }

  static PolicyWatch open(Api api) {
    return new PolicyWatch(api);
  }

  /** The moment, by {@link System#nanoTime}, at which the operator's next policy is seen there. */
  CompletableFuture<Long> next(String namespace) {
    return moments.next(namespace);
  }

  /** Waits until so many policies have appeared, and reports the moment of the last. */
  long awaitCount(int count, double seconds) {
    Sleep.until(
        count + " policies",
        seconds,
        () -> {
          boolean reached = added.get() >= count;
          if (!reached) {
            watch.requireOpen();
          }
          return reached;
        });
    return lastAdded;
  }

  @Override
  public void close() {
    watch.close();
  }

  private void read(String line, long now) {
    if (line.startsWith(ADDED) && line.contains(NAME)) {
      seen(LineWatch.namespace(line), now);
    }
  }

  private void seen(String namespace, long now) {
    if (namespace.startsWith(BENCH)) {
      lastAdded = now;
      added.incrementAndGet();
      moments.seen(namespace, now);
    }
  }
}
