package io.securitybaseline.controls.cluster;

import io.securitybaseline.control.AzureCli;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every node pool has the newest image of its kind. Single nodes, and how old is too old, are for
 * the Nodes control.
 */
final class NodeImages implements Check {

  private static final Part<Optional<String>> NOTHING = new Part.Known<>(Optional.empty());

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    List<String> outdated = new ArrayList<>();
    List<String> unreported = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (AgentPool pool : subject.runningPools()) {
      Part<Optional<String>> latest =
          subject.facts().latestImages().getOrDefault(pool.name(), NOTHING);
      Optional<String> name = latest.known().flatMap(image -> image);
      latest.missing().ifPresent(failures::add);
      if (pool.image().isEmpty() || (latest.missing().isEmpty() && name.isEmpty())) {
        unreported.add(pool.name());
      } else if (name.filter(image -> !image.equalsIgnoreCase(pool.image().get())).isPresent()) {
        outdated.add(pool.name());
      }
    }
    return outdated.isEmpty() ? upToDate(unreported, failures, subject) : fail(outdated, subject);
  }

  private static CheckEvaluation fail(List<String> outdated, CheckInput subject) {
    return CheckEvaluation.fail(
        "a newer node image is available for %s".formatted(Phrases.names(outdated)),
        AzureCli.nodePool(
            Optional.of(subject.cluster().id()),
            "upgrade",
            outdated.getFirst(),
            "--node-image-only"));
  }

  private static CheckEvaluation upToDate(
      List<String> unreported, List<Failure> failures, CheckInput subject) {
    if (!failures.isEmpty()) {
      return CheckEvaluation.unknown(failures.getFirst());
    }
    return unreported.isEmpty()
        ? CheckEvaluation.pass(
            "no newer node image is available for any pool" + subject.stoppedPools())
        : CheckEvaluation.unknown(
            Reasons.NOT_TOLD,
            "Azure does not report which node image is in use, or the newest, for "
                + Phrases.names(unreported));
  }
}
