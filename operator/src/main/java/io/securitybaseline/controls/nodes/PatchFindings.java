package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.controls.nodes.ImageState.Rating;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.NodeSnapshot.LivePatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What AKS writes on nodes of the channel SecurityPatch of patches between two images. */
final class PatchFindings {

  private PatchFindings() {}

  static List<PoolFinding> of(NodePoolSnapshot pool, List<NodeState> states) {
    List<PoolFinding> findings = new ArrayList<>();
    unreadable(pool, states).ifPresent(findings::add);
    pending(pool).ifPresent(findings::add);
    return findings;
  }

  private static Optional<PoolFinding> pending(NodePoolSnapshot pool) {
    List<String> nodes =
        pool.nodes().stream()
            .filter(node -> !node.livePatch().golden().isEmpty())
            .filter(node -> !node.livePatch().golden().equals(node.livePatch().current()))
            .map(NodeSnapshot::name)
            .toList();
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PoolFinding(
                Topic.IMAGES,
                Finding.info(
                    Reasons.PATCH_PENDING,
                    "%s without the security patch that AKS requires (%s)"
                        .formatted(count(pool, nodes), Names.of(nodes))),
                nodes));
  }

  /** Only where the image alone is too old does the time that cannot be read leave a doubt. */
  private static Optional<PoolFinding> unreadable(NodePoolSnapshot pool, List<NodeState> states) {
    LocalDate today = Times.day(pool.now());
    List<NodeSnapshot> nodes =
        pool.nodes().stream()
            .filter(node -> unreadable(node.livePatch(), today).isPresent())
            .toList();
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = nodes.stream().map(NodeSnapshot::name).toList();
    String message =
        ("%s with an unreadable time of the last patch, such as %s, so only the date of the image"
                + " counts: upgrade the operator, or report it (%s)")
            .formatted(
                count(pool, names),
                Names.cut(unreadable(nodes.getFirst().livePatch(), today).orElse("")),
                Names.of(names));
    Finding finding =
        isInDoubt(states, Set.copyOf(names))
            ? Finding.unknown(Reasons.UNREADABLE_PATCH_TIME, message)
            : Finding.info(Reasons.UNREADABLE_PATCH_TIME, message);
    return Optional.of(new PoolFinding(Topic.IMAGES, finding, names));
  }

  private static boolean isInDoubt(List<NodeState> states, Set<String> names) {
    return states.stream()
        .filter(state -> names.contains(state.name()))
        .anyMatch(
            state -> !(state.image() instanceof Known known && known.rating() == Rating.CURRENT));
  }

  private static Optional<String> unreadable(LivePatch patch, LocalDate today) {
    return Stream.of(patch.current(), patch.securityPatch())
        .filter(Predicate.not(String::isEmpty))
        .filter(text -> Times.day(text).filter(day -> !ImageAges.isInFuture(day, today)).isEmpty())
        .findFirst();
  }

  private static String count(NodePoolSnapshot pool, List<String> nodes) {
    return Names.nodes(nodes.size(), pool.nodes().size());
  }
}
