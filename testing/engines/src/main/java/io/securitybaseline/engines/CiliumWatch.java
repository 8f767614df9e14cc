package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks Cilium's policy library about the same flows again and again, as fast as the API lists the
 * policies: every state of the policies that lasts is decided.
 */
final class CiliumWatch {

  static final CiliumWatch NONE = new CiliumWatch(List.of(), _ -> List.of());

  private final List<Attempt> attempts;
  private final Function<List<Attempt>, List<Boolean>> probe;
  private final FutureTask<List<Opening>> watching = new FutureTask<>(this::repeat);
  private volatile boolean ended;

  CiliumWatch(List<Attempt> attempts, Function<List<Attempt>, List<Boolean>> probe) {
    this.attempts = List.copyOf(attempts);
    this.probe = probe;
    if (!attempts.isEmpty()) {
      Thread.ofPlatform().daemon().name("watch").start(watching);
    } else {
      ended = true;
      watching.run();
    }
  }

  private List<Opening> repeat() {
    Map<Attempt, Long> first = new LinkedHashMap<>();
    Map<Attempt, Long> last = new LinkedHashMap<>();
    while (!ended) {
      List<Boolean> reached = probe.apply(attempts);
      long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      for (int index = 0; index < attempts.size(); index++) {
        if (reached.get(index)) {
          first.putIfAbsent(attempts.get(index), now);
          last.put(attempts.get(index), now);
        }
      }
    }
    List<Opening> openings = new ArrayList<>();
    first.forEach((attempt, since) ->
        openings.add(new Opening(attempt, last.getOrDefault(attempt, since) - since)));
    return openings;
  }

  /** Ends the watch; what was reached at least once. */
  List<Opening> end() {
    ended = true;
    try {
      return watching.get();
    } catch (ExecutionException e) {
      throw new LabException("the watch has failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
