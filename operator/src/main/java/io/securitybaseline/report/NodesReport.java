package io.securitybaseline.report;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.nodes.PoolDecision;
import io.securitybaseline.control.nodes.PoolFinding.Topic;
import io.securitybaseline.report.NodesRollUp.InPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What is said of the Nodes control as a whole. */
public final class NodesReport implements ControlReport {

  private static final String NO_NODES = "there is no node";

  private final NodesRollUp rollUp;
  private final int imageMaxAgeDays;

  /**
   * @param imageMaxAgeDays of the spec
   */
  public NodesReport(List<PoolDecision> pools, int imageMaxAgeDays) {
    this.rollUp = new NodesRollUp(pools);
    this.imageMaxAgeDays = imageMaxAgeDays;
  }

  /** All nodes are looked at in one go. */
  @Override
  public Progress progress() {
    return new Progress("nodes", rollUp.total(), rollUp.total());
  }

  @Override
  public SequencedMap<String, Standing> standings() {
    SequencedMap<String, Standing> standings = new LinkedHashMap<>();
    standings.put(
        ControlId.NODES.conditions().getFirst(), standing(Topic.REBOOTS, "AllRebooted", reboots()));
    standings.put(
        ControlId.NODES.conditions().getLast(), standing(Topic.IMAGES, "AllCurrent", images()));
    return standings;
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.nodes(NodesSection.of(rollUp, draft.detail()));
  }

  private Standing standing(Topic topic, String met, List<String> counts) {
    Optional<InPool> violation = rollUp.gravest(topic, Severity.VIOLATION);
    if (violation.isPresent()) {
      return Standing.isFalse(
          violation.get().finding().reason(), message(counts, violation.get(), topic));
    }
    Optional<InPool> unknown = rollUp.gravest(topic, Severity.UNKNOWN);
    if (unknown.isPresent()) {
      return Standing.unknown(
          unknown.get().finding().reason(), message(counts, unknown.get(), topic));
    }
    return rollUp.total() == 0
        ? Standing.isTrue("NoNodes", NO_NODES)
        : Standing.isTrue(met, String.join(", ", counts));
  }

  private String message(List<String> counts, InPool gravest, Topic topic) {
    int more = rollUp.findings(topic, gravest.finding().severity()).size() - 1;
    return "%s; pool %s: %s%s"
        .formatted(
            String.join(", ", counts),
            NodesSection.poolName(gravest.pool()),
            gravest.finding().message(),
            more == 0 ? "" : " (and %,d more findings)".formatted(more));
  }

  private List<String> reboots() {
    List<String> counts = new ArrayList<>();
    counts.add(
        "%,d of %,d nodes wait for a reboot"
            .formatted(rollUp.rebootRequired(), rollUp.total() - rollUp.exempt()));
    add(counts, rollUp.rebootUnknown(), "of %,d it cannot be told");
    add(counts, rollUp.exempt(), "%,d exempt");
    return counts;
  }

  private List<String> images() {
    List<String> counts = new ArrayList<>();
    counts.add(
        "%,d of %,d nodes run an image that is over %d days old"
            .formatted(rollUp.outdatedImages(), rollUp.total() - rollUp.exempt(), imageMaxAgeDays));
    add(counts, rollUp.imageUnknown(), "of %,d it cannot be told");
    add(counts, rollUp.exempt(), "%,d exempt");
    return counts;
  }

  private static void add(List<String> counts, int count, String text) {
    if (count > 0) {
      counts.add(text.formatted(count));
    }
  }
}
