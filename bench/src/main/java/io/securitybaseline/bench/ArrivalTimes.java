package io.securitybaseline.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When things that are awaited were seen, by {@link System#nanoTime}. */
final class ArrivalTimes {

  private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

  /** The moment at which the thing is next seen. */
  CompletableFuture<Long> next(String thing) {
    CompletableFuture<Long> moment = new CompletableFuture<>();
    awaited.put(thing, moment);
    return moment;
  }

  void seen(String thing, long now) {
    CompletableFuture<Long> moment = awaited.remove(thing);
    if (moment != null) {
      moment.complete(now);
    }
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
}
