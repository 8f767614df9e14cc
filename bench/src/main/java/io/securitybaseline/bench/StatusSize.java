package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** How large the status becomes when nothing succeeds anywhere. */
final class StatusSize {

  private static final double GOAL_KIBIBYTES = 32;

  private StatusSize() {}

  static void measure(TestCluster cluster, Image image, Figures figures) {
    cluster.takeAwayWriting();
    try (OperatorProcess _ = OperatorProcess.start(image, cluster.kubeconfig())) {
      cluster.createBaseline();
      Sleep.until("failures", 300, () -> failed(cluster.baseline()) >= cluster.namespaces());
      JsonNode status = cluster.baseline().path("status");
      double kibibytes = status.toString().getBytes(StandardCharsets.UTF_8).length / 1024.0;
      figures.add(
          "status when all %,d namespaces fail".formatted(cluster.namespaces()),
          "KiB",
          Samples.of(kibibytes),
          GOAL_KIBIBYTES);
    }
    cluster.reset();
  }

  private static int failed(JsonNode baseline) {
    Sleep.millis(900);
    return baseline.at("/status/instanceMetadata/namespaces/failed").asInt();
  }
}
