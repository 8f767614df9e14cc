package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.controls.nodes.ImageState.Rating;
import io.securitybaseline.controls.nodes.ImageState.Unknown;
import io.securitybaseline.controls.nodes.ImageState.UnknownReason;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.kubernetes.Glob;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Which nodes of a pool run old images, and of which it cannot be told. */
final class ImageFindings {

  private static final Comparator<NodeState> OLDEST_FIRST =
      Comparator.comparing((NodeState state) -> ((Known) state.image()).effective())
          .thenComparing(NodeState::name);

  /** The last images of families that AKS builds no more, while their system is still supported. */
  private static final List<String> LAST_OF_FAMILY =
      List.of("AKSUbuntu-2204*fipscontainerd-202404.09.0", "AKSUbuntu-2204*minimalcontainerd-*");

  private final NodePoolSnapshot pool;
  private final List<NodeState> states;
  private final PoolCommands commands;
  private final List<PoolFinding> findings = new ArrayList<>();

  private ImageFindings(NodePoolSnapshot pool, List<NodeState> states, PoolCommands commands) {
    this.pool = pool;
    this.states = states;
    this.commands = commands;
  }

  static List<PoolFinding> of(
      NodePoolSnapshot pool, List<NodeState> states, NodesSpec spec, PoolCommands commands) {
    ImageFindings all = new ImageFindings(pool, states, commands);
    all.unsupported(spec.imageUnsupportedAgeDays());
    all.outdated(spec.imageMaxAgeDays());
    all.newer();
    all.noLabel();
    all.unreadable(
        UnknownReason.UNKNOWN_FORMAT,
        Reasons.UNKNOWN_IMAGE_FORMAT,
        "the name of the image of %s contains no date that this version can read, such as %s:"
            + " upgrade the operator, or report it (%s)");
    all.unreadable(
        UnknownReason.IN_FUTURE,
        Reasons.IMAGE_DATE_IN_FUTURE,
        "the name of the image of %s contains a date in the future, such as %s, so its age is not"
            + " known: check which client set that label, and the operator's clock (%s)");
    return all.findings;
  }

  private void unsupported(int limit) {
    List<NodeState> nodes = known(image -> image.rating() == Rating.UNSUPPORTED);
    if (!nodes.isEmpty()) {
      add(
          nodes,
          Finding.violation(
              Reasons.UNSUPPORTED_IMAGE,
              "the image of %s is over %d days old and out of support, %s: %s (%s)"
                  .formatted(count(nodes), limit, oldest(nodes), advice(nodes), names(nodes))));
    }
  }

  private void outdated(int limit) {
    List<NodeState> nodes = known(image -> image.rating() == Rating.OUTDATED);
    if (!nodes.isEmpty()) {
      add(
          nodes,
          Finding.violation(
              Reasons.OUTDATED_IMAGE,
              "the image of %s is over %d days old, %s: %s (%s)"
                  .formatted(count(nodes), limit, oldest(nodes), advice(nodes), names(nodes))));
    }
  }

  private void newer() {
    List<NodeState> nodes = known(image -> image.superseded() && image.rating() == Rating.CURRENT);
    if (!nodes.isEmpty()) {
      add(
          nodes,
          Finding.info(
              Reasons.NEWER_IMAGE,
              "%s can be upgraded from %s to %s"
                  .formatted(count(nodes), image(nodes.getFirst()), latest())));
    }
  }

  private void noLabel() {
    List<NodeState> nodes = with(new Unknown(UnknownReason.NO_LABEL));
    if (nodes.isEmpty()) {
      return;
    }
    String why =
        switch (pool.pool().kind()) {
          case AGENT_POOL -> "AKS sets it when it next re-images them";
          case AUTO_PROVISIONED ->
              "node auto-provisioning replaces nodes automatically when their image is 90 days old";
          case VIRTUAL, NONE -> "only AKS sets it";
        };
    add(
        nodes,
        Finding.unknown(
            Reasons.NO_IMAGE_VERSION,
            ("no label kubernetes.azure.com/node-image-version on %s, so the age of their image is"
                    + " unknown: %s (%s)")
                .formatted(count(nodes), why, names(nodes))));
  }

  private void unreadable(UnknownReason doubt, String reason, String text) {
    List<NodeState> nodes = with(new Unknown(doubt));
    if (!nodes.isEmpty()) {
      add(
          nodes,
          Finding.unknown(
              reason, text.formatted(count(nodes), label(nodes.getFirst()), names(nodes))));
    }
  }

  private String label(NodeState state) {
    return pool.nodes().stream()
        .filter(node -> node.name().equals(state.name()))
        .map(node -> Names.image(node.image()))
        .findFirst()
        .orElse("");
  }

  private String advice(List<NodeState> nodes) {
    return switch (pool.pool().kind()) {
      case AGENT_POOL -> adviceForAgentPool(nodes);
      case AUTO_PROVISIONED -> "check what prevents node auto-provisioning from replacing them";
      case VIRTUAL, NONE -> "replace them";
    };
  }

  private String adviceForAgentPool(List<NodeState> nodes) {
    if (latest().isEmpty()) {
      return nodes.stream().anyMatch(this::isOfFrozenFamily)
          ? "its image family receives no new images, so move to a pool with another OS: "
              + commands.addPool()
          : "upgrade them with " + commands.upgradeImage();
    }
    if (nodes.stream().anyMatch(state -> ((Known) state.image()).superseded())) {
      return "upgrade them to %s with %s".formatted(latest(), commands.upgradeImage());
    }
    return nodes.stream().anyMatch(this::isFrozen)
        ? "Azure offers none newer, so move to a pool with another OS: " + commands.addPool()
        : "Azure offers none newer yet";
  }

  /** Whether nothing newer is to be expected, given that Azure offers nothing newer. */
  private boolean isFrozen(NodeState state) {
    return ((Known) state.image()).rating() == Rating.UNSUPPORTED || isPastItsEnd(state);
  }

  /** Whether nothing newer is to be expected, whatever Azure offers. */
  private boolean isOfFrozenFamily(NodeState state) {
    return isPastItsEnd(state)
        || Glob.anyMatches(LAST_OF_FAMILY, ((Known) state.image()).version().name());
  }

  private boolean isPastItsEnd(NodeState state) {
    LocalDate today = Times.day(pool.now());
    return pool.nodes().stream()
        .filter(node -> node.name().equals(state.name()))
        .anyMatch(node -> pool.upgrades().endOfLife().isPast(node, today));
  }

  private String latest() {
    return pool.upgrades().latestImages().of(pool.pool()).map(Names::image).orElse("");
  }

  private static String oldest(List<NodeState> nodes) {
    Known oldest = (Known) nodes.getFirst().image();
    return "%s%s with patches up to %s"
        .formatted(
            nodes.size() == 1 ? "" : "the oldest ",
            Names.image(oldest.version().name()),
            oldest.effective());
  }

  private static String image(NodeState node) {
    return Names.image(((Known) node.image()).version().name());
  }

  private List<NodeState> known(Predicate<Known> condition) {
    return states.stream()
        .filter(state -> state.image() instanceof Known known && condition.test(known))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private List<NodeState> with(ImageState image) {
    return states.stream().filter(state -> state.image().equals(image)).toList();
  }

  private String count(List<NodeState> nodes) {
    return Names.nodes(nodes.size(), pool.nodes().size());
  }

  private static String names(List<NodeState> nodes) {
    return Names.of(nodes.stream().map(NodeState::name).toList());
  }

  private void add(List<NodeState> nodes, Finding finding) {
    findings.add(PoolFinding.of(Topic.IMAGES, finding, nodes));
  }
}
