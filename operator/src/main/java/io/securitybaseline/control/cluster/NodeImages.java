package io.securitybaseline.control.cluster;

import io.securitybaseline.observe.azure.AgentPool;
import io.securitybaseline.observe.azure.Failure;
import io.securitybaseline.observe.azure.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every node pool has the newest image of its kind. Single nodes, and how old is too old, are for
 * the Nodes control.
 */
final class NodeImages implements Check {

  @Override
  public Outcome judge(Subject subject) {
    List<String> outdated = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (AgentPool pool : subject.cluster().pools()) {
      Part<Optional<String>> latest = subject.facts().latestImages().get(pool.name());
      if (latest == null) {
        continue;
      }
      latest.missing().ifPresent(failures::add);
      if (isOutdated(pool.image(), latest.known().flatMap(image -> image))) {
        outdated.add(pool.name());
      }
    }
    if (!outdated.isEmpty()) {
      return Outcome.fail(
          "a newer node image is to be had for %s".formatted(Phrases.names(outdated)),
          AzureCli.nodePool(
              subject.cluster().id(), "upgrade", outdated.getFirst(), "--node-image-only"));
    }
    return failures.isEmpty()
        ? Outcome.pass("no newer node image is to be had for any pool")
        : Outcome.unknown(failures.getFirst());
  }

  private static boolean isOutdated(Optional<String> image, Optional<String> latest) {
    return image.isPresent() && latest.isPresent() && !image.get().equalsIgnoreCase(latest.get());
  }
}
