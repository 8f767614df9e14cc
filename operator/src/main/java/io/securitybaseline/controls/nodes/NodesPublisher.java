package io.securitybaseline.controls.nodes;

import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Publisher;
import io.securitybaseline.module.Situation;
import java.util.List;
import java.util.stream.Stream;

/** Publishes the metrics of node pools, and events about single nodes. */
final class NodesPublisher implements Publisher {

  private final NodeMetrics metrics;
  private final NodeEvents events;
  private final boolean perNode;

  NodesPublisher(Channels channels) {
    this.metrics = new NodeMetrics(channels.metrics());
    this.events = new NodeEvents(channels.events(), channels.sender(), channels.now());
    this.perNode = channels.isDetailed();
  }

  @Override
  public void publish(List<Evaluation> cluster, Situation situation) {
    List<PoolDecision> pools =
        cluster.stream()
            .flatMap(evaluation ->
                evaluation.detail() instanceof PoolAssessment pool
                    ? Stream.of(PoolDecision.of(evaluation.applicability(), pool))
                    : Stream.empty())
            .toList();
    if (pools.isEmpty()) {
      forget();
    } else {
      metrics.tell(pools, perNode);
      events.tell(pools, situation.newcomer());
    }
  }

  @Override
  public void forget() {
    metrics.tell(List.of(), perNode);
    events.forget();
  }
}
