package io.securitybaseline.cli.probe;

import io.securitybaseline.facts.probe.ProbeResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries an address in a pod's network. First a positive control shows that the network works at
 * all, so that "blocked" is never "broken". A new pod can be open, or closed, until the engine has
 * programmed its policies: a result counts once it has lasted.
 *
 * @param control an address that no policy of the operator's blocks
 * @param target the address of the metadata service
 */
record AddressProbe(InetSocketAddress control, InetSocketAddress target, Patience patience) {

  /**
   * How long is waited.
   *
   * @param network for the positive control
   * @param settling for the engine to program the policies of a new pod
   * @param attempt for one connection
   * @param pause between two connections
   * @param attempts in a row that have to fail
   */
  record Patience(
      Duration network, Duration settling, Duration attempt, Duration pause, int attempts) {

    /** Together less than the pod may run. */
    static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            4);
  }

  ProbeResult run() {
    if (!isControlReached(patience.network())) {
      return ProbeResult.inconclusive(
          "the API server at %s does not answer, so the pod has no network"
              .formatted(shown(control)));
    }
    ProbeResult result = settled();
    return result.outcome() == ProbeResult.Outcome.BLOCKED && !isControlReached(patience.attempt())
        ? ProbeResult.inconclusive("the network of the pod ended while it was probed")
        : result;
  }

  /** What lasts: connections that fail in a row, or one that succeeds at the end. */
  private ProbeResult settled() {
    long start = System.nanoTime();
    int failed = 0;
    long opened = 0;
    String how = "";
    while (true) {
      Attempt attempt = Attempt.at(target, patience.attempt());
      long elapsed = System.nanoTime() - start;
      if (attempt.answer().isEmpty()) {
        failed++;
        how = attempt.failure();
      } else {
        failed = 0;
        opened = elapsed;
      }
      if (failed >= patience.attempts()) {
        return ProbeResult.blocked(how + (opened > 0 ? openFor(opened) : ""));
      }
      if (attempt.answer().isPresent() && elapsed > patience.settling().toNanos()) {
        return ProbeResult.reached(attempt.answer().get());
      }
      if (!pause()) {
        return ProbeResult.inconclusive("the probe was stopped");
      }
    }
  }

  private static String openFor(long nanos) {
    return ", after it was open for %d ms".formatted(Duration.ofNanos(nanos).toMillis());
  }

  private boolean isControlReached(Duration within) {
    long start = System.nanoTime();
    do {
      try (Socket socket = new Socket()) {
        socket.connect(control, Math.toIntExact(patience.attempt().toMillis()));
        return true;
      } catch (IOException _) {
        if (!pause()) {
          return false;
        }
      }
    } while (System.nanoTime() - start < within.toNanos());
    return false;
  }

  private boolean pause() {
    try {
      Thread.sleep(patience.pause());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String shown(InetSocketAddress address) {
    return Optional.ofNullable(address.getHostString()).orElse("") + ":" + address.getPort();
  }
}
