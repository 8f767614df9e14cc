package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.nodes.NodesModule;
import io.securitybaseline.controls.nodes.PoolDecision;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.controls.nodes.Reasons;
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

  /**
   * @param tableFault what is wrong with the table of ends of life, if anything is
   */
  public NodesReport(List<PoolDecision> pools, Optional<String> tableFault) {
    this.rollUp =
        new NodesRollUp(
            pools, tableFault.map(fault -> Finding.unknown(Reasons.END_OF_LIFE_TABLE, fault)));
  }

  /** All nodes are looked at in one go. */
  @Override
  public Progress progress() {
    return new Progress("nodes", rollUp.total(), rollUp.total());
  }

  @Override
  public SequencedMap<String, ConditionValue> standings() {
    SequencedMap<String, ConditionValue> standings = new LinkedHashMap<>();
    standings.put(
        NodesModule.DESCRIPTOR.conditions().getFirst(),
        standing(Topic.REBOOTS, "AllRebooted", reboots()));
    standings.put(
        NodesModule.DESCRIPTOR.conditions().getLast(),
        standing(Topic.IMAGES, "AllCurrent", images()));
    return standings;
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.nodes(NodesSection.of(rollUp, draft.detail()));
  }

  private ConditionValue standing(Topic topic, String met, List<String> counts) {
    Optional<InPool> violation = rollUp.gravest(topic, Severity.VIOLATION);
    if (violation.isPresent()) {
      return ConditionValue.isFalse(
          violation.get().finding().reason(), message(counts, violation.get(), topic));
    }
    Optional<InPool> unknown = rollUp.gravest(topic, Severity.UNKNOWN);
    if (unknown.isPresent()) {
      return ConditionValue.unknown(
          unknown.get().finding().reason(), message(counts, unknown.get(), topic));
    }
    return rollUp.total() == 0
        ? ConditionValue.isTrue("NoNodes", NO_NODES)
        : ConditionValue.isTrue(met, String.join(", ", counts));
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
    rollUp
        .rebootRequired()
        .ifPresent(required -> {
          counts.add(
              "%,d of %,d nodes need a reboot"
                  .formatted(required, rollUp.total() - rollUp.exempt()));
        });
    add(
        counts,
        rollUp.rebootUnknown(),
        counts.isEmpty() ? "reboot status unknown for %,d nodes" : "unknown for %,d");
    add(counts, rollUp.exempt(), "%,d exempt");
    return counts;
  }

  private List<String> images() {
    List<String> counts = new ArrayList<>();
    rollUp
        .outdatedImages()
        .ifPresent(outdated -> {
          counts.add(
              "%,d of %,d nodes run an outdated image"
                  .formatted(outdated, rollUp.total() - rollUp.exempt()));
        });
    add(
        counts,
        rollUp.imageUnknown(),
        counts.isEmpty() ? "image age unknown for %,d nodes" : "unknown for %,d");
    add(counts, rollUp.exempt(), "%,d exempt");
    return counts;
  }

  private static void add(List<String> counts, int count, String text) {
    if (count > 0) {
      counts.add(text.formatted(count));
    }
  }
}
