package io.securitybaseline.facts.azure;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of the cluster from Azure at the moment. */
public sealed interface Reading {

  /** The last round of requests succeeded. */
  record Fresh(ManagedClusterFacts facts, Instant readAt) implements Reading {}

  /**
   * Rounds have failed since, but not for so long that it means nothing any more.
   *
   * @param readAt the age, as the time at which it was true: an age would change by itself
   */
  record Stale(ManagedClusterFacts facts, Instant readAt, Failure why) implements Reading {}

  /** Nothing is known, or what was is too old. */
  record Failed(Failure why) implements Reading {}

  /** The first round since the start is not over. */
  record Pending() implements Reading {}

  /** {@code spec.cluster.resourceId} is not set. */
  record NotConfigured() implements Reading {}

  /** What may be relied upon. */
  default Optional<ManagedClusterFacts> known() {
    return switch (this) {
      case Fresh(ManagedClusterFacts facts, _) -> Optional.of(facts);
      case Stale(ManagedClusterFacts facts, _, _) -> Optional.of(facts);
      case Failed _, Pending _, NotConfigured _ -> Optional.empty();
    };
  }

  /** When what may be relied upon was read. */
  default Optional<Instant> asOf() {
    return switch (this) {
      case Fresh(_, Instant readAt) -> Optional.of(readAt);
      case Stale(_, Instant readAt, _) -> Optional.of(readAt);
      case Failed _, Pending _, NotConfigured _ -> Optional.empty();
    };
  }

  /** Whether the cluster resolves Entra ID groups; empty as long as that is not known. */
  default Optional<Boolean> entraIntegration() {
    return known().map(facts -> facts.cluster().access().entra());
  }

  /** The node OS upgrade channel as Azure spells it; empty where there is none or it is unknown. */
  default Optional<String> nodeOsUpgradeChannel() {
    return known()
        .map(facts -> facts.cluster().channels().nodeOs())
        .filter(channel -> !channel.isAbsent())
        .map(Setting::text);
  }

  /** The newest image that Azure offers each node pool, as far as it is known, by pool. */
  default Map<String, String> latestImages() {
    Map<String, String> images = new TreeMap<>();
    known()
        .ifPresent(facts ->
            facts
                .latestImages()
                .forEach((pool, image) ->
                    image.known().flatMap(name -> name).ifPresent(name -> images.put(pool, name))));
    return images;
  }
}
