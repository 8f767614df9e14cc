package io.securitybaseline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees each of the operator's policies appear, by a watch of its own and by the clock of this
 * process. Lines are searched and not parsed, to take little of the processors that it measures.
 */
final class PolicyWatch implements AutoCloseable {

  private static final String ADDED = "{\"type\":\"ADDED\"";
  private static final String NAME = "\"name\":\"" + TestCluster.OUR_POLICY + "\"";
  private static final String NAMESPACE = "\"namespace\":\"";
  private static final String BENCH = "bench-";

  private final InputStream stream;
  private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();
  private final AtomicInteger added = new AtomicInteger();
  private volatile long lastAdded;

  private PolicyWatch(InputStream stream) {
    this.stream = stream;
    Thread.ofPlatform().name("policy-watch").daemon().start(this::read);
  }

  static PolicyWatch open(Api api) {
    try {
      return new PolicyWatch(api.watch(TestCluster.POLICIES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  /** The moment, by {@link System#nanoTime}, at which the operator's next policy is seen there. */
  CompletableFuture<Long> next(String namespace) {
    CompletableFuture<Long> moment = new CompletableFuture<>();
    awaited.put(namespace, moment);
    return moment;
  }

  static long await(CompletableFuture<Long> moment) {
    try {
      return moment.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("what was awaited did not appear", e);
    }
  }

  /** Waits until so many policies have appeared, and tells the moment of the last. */
  long awaitCount(int count, double seconds) {
    Pause.until(count + " policies", seconds, () -> added.get() >= count);
    return lastAdded;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long now = System.nanoTime();
        if (line.startsWith(ADDED) && line.contains(NAME)) {
          seen(namespace(line), now);
        }
      }
    } catch (IOException _) {
      // Closed: nobody is interested any more.
    }
  }

  private void seen(String namespace, long now) {
    if (namespace.startsWith(BENCH)) {
      lastAdded = now;
      added.incrementAndGet();
      CompletableFuture<Long> moment = awaited.remove(namespace);
      if (moment != null) {
        moment.complete(now);
      }
    }
  }

  private static String namespace(String line) {
    int from = line.indexOf(NAMESPACE) + NAMESPACE.length();
    return line.substring(from, line.indexOf('"', from));
  }
}
