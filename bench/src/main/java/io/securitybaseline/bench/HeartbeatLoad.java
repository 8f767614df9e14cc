package io.securitybaseline.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Sends a heartbeat for each node every ten seconds: kubelet and node problem detector in one. */
final class HeartbeatLoad implements AutoCloseable {

  private static final int HEARTBEAT_SECONDS = 10;
  private static final int THREADS = 8;
  private static final List<String> CONDITIONS =
      List.of(
          "MemoryPressure",
          "DiskPressure",
          "PIDPressure",
          "NetworkUnavailable",
          "Ready",
          "RebootRequired");

  private final Api api;
  private final int nodes;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final AtomicInteger beats = new AtomicInteger();

  private HeartbeatLoad(Api api, int nodes) {
    this.api = api;
    this.nodes = nodes;
  }

  static HeartbeatLoad start(Api api, int nodes) {
    HeartbeatLoad kubelets = new HeartbeatLoad(api, nodes);
    var _ =
        kubelets.threads.scheduleAtFixedRate(
            kubelets::beatAll, 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    return kubelets;
  }

  /** Heartbeats until now. */
  int beats() {
    return beats.get();
  }

  /** Evenly over the time there is. */
  private void beatAll() {
    for (int i = 0; i < nodes; i++) {
      int number = i;
      long delay = HEARTBEAT_SECONDS * 1000L * i / nodes;
      var _ = threads.schedule(() -> beat(number), delay, TimeUnit.MILLISECONDS);
    }
  }

  private void beat(int number) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    api.strategicPatch(
        Nodes.NODES + "/" + Nodes.name(number) + "/status",
        CONDITIONS.stream()
            .map(type -> "{\"type\":\"%s\",\"lastHeartbeatTime\":\"%s\"}".formatted(type, now))
            .collect(Collectors.joining(",", "{\"status\":{\"conditions\":[", "]}}")));
    beats.incrementAndGet();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
