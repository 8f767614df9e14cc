package io.securitybaseline.facts.azure;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results of one round of requests. Only the cluster itself is always present.
 *
 * @param upgrades versions that the control plane can be upgraded to
 * @param supported minor versions that the region has
 * @param maintenance names of the maintenance configurations
 * @param podLinkLocalAccess whether pods may reach the instance metadata service: {@code IMDS} or
 *     {@code None}; absent where Azure's answer does not mention it, which means {@code IMDS}
 * @param latestImages the newest image of each pool, by pool; empty where Azure names none
 */
public record ManagedClusterFacts(
    ManagedCluster cluster,
    Part<List<Upgrade>> upgrades,
    Part<List<Minor>> supported,
    Part<Set<String>> maintenance,
    Part<Setting> podLinkLocalAccess,
    SortedMap<String, Part<Optional<String>>> latestImages) {

  public ManagedClusterFacts {
    latestImages = Collections.unmodifiableSortedMap(new TreeMap<>(latestImages));
  }

  /** A version to upgrade to. */
  public record Upgrade(KubernetesVersion version, boolean preview) {}

  /**
   * A minor version in the region.
   *
   * @param plans the support plans that it is supported under
   * @param patches the patch versions that are supported
   */
  public record Minor(
      KubernetesVersion version,
      boolean preview,
      Set<Setting> plans,
      Set<KubernetesVersion> patches) {

    public Minor {
      plans = Set.copyOf(plans);
      patches = Set.copyOf(patches);
    }
  }

  /**
   * These, with what is missing for a while filled in from what was known before.
   *
   * @param readAt when that was read
   */
  ManagedClusterFacts orBefore(ManagedClusterFacts before, Instant readAt) {
    SortedMap<String, Part<Optional<String>>> images = new TreeMap<>();
    latestImages.forEach((pool, image) ->
        images.put(pool, image.orBefore(before.latestImages.getOrDefault(pool, image), readAt)));
    return new ManagedClusterFacts(
        cluster,
        upgrades.orBefore(before.upgrades, readAt),
        supported.orBefore(before.supported, readAt),
        maintenance.orBefore(before.maintenance, readAt),
        podLinkLocalAccess.orBefore(before.podLinkLocalAccess, readAt),
        images);
  }

  /** These, with the same done to every part. */
  ManagedClusterFacts each(Part.Change change) {
    SortedMap<String, Part<Optional<String>>> images = new TreeMap<>();
    latestImages.forEach((pool, image) -> images.put(pool, change.of(image)));
    return new ManagedClusterFacts(
        cluster,
        change.of(upgrades),
        change.of(supported),
        change.of(maintenance),
        change.of(podLinkLocalAccess),
        images);
  }

  /** The failures of the parts that are missing. */
  public Stream<Failure> failures() {
    return Stream.concat(
            Stream.of(upgrades, supported, maintenance, podLinkLocalAccess),
            latestImages.values().stream())
        .flatMap(part -> part.missing().stream());
  }
}
