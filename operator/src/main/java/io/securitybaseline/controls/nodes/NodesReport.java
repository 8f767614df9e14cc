package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.nodes.NodesRollUp.InPool;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.report.Alarm;
import io.securitybaseline.report.ConditionDraft;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Measurement;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import io.securitybaseline.report.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The report of the control as a whole: pools of nodes, and their worst findings. */
public final class NodesReport implements ControlReport {

  static final String REBOOTED = "NodesRebooted";
  static final String IMAGES_CURRENT = "NodeImagesCurrent";

  private static final String NO_NODES = "there is no node";

  private final NodesRollUp rollUp;

  /**
   * @param others findings on all pools, such as a table of ends of life that cannot be read
   */
  public NodesReport(List<PoolDecision> pools, List<Finding> others) {
    this.rollUp = new NodesRollUp(pools, others);
  }

  /** The report of the node pools that were evaluated in this pass. */
  public static NodesReport of(ReportInput input) {
    List<PoolDecision> pools = new ArrayList<>();
    List<Finding> others = new ArrayList<>();
    for (Evaluation evaluation : input.cluster()) {
      if (evaluation.detail() instanceof PoolAssessment pool) {
        pools.add(PoolDecision.of(evaluation.applicability(), pool));
      } else {
        others.addAll(evaluation.verdict().findings());
      }
    }
    return new NodesReport(pools, others);
  }

  /** All nodes are evaluated in one pass. */
  @Override
  public Progress progress() {
    return new Progress("nodes", rollUp.total(), rollUp.total());
  }

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    conditions.put(
        REBOOTED,
        condition(Topic.REBOOTS, "AllRebooted", reboots())
            .withHeadlineOf(found -> NodesHeadline.ofReboots(rollUp, found)));
    conditions.put(
        IMAGES_CURRENT,
        condition(Topic.IMAGES, "AllCurrent", images())
            .withHeadlineOf(found -> NodesHeadline.ofImages(rollUp, found)));
    return conditions;
  }

  @Override
  public List<Measurement> measurements() {
    return NodesMeasurements.of(rollUp.pools());
  }

  @Override
  public Stream<Measurement> objectMeasurements() {
    return NodesMeasurements.ofNodes(rollUp.pools());
  }

  @Override
  public List<Alarm> alarms() {
    return NodeAlarms.of(rollUp.pools());
  }

  @Override
  public void addTo(StatusDraft draft) {
    draft.section(NodesSection.of(rollUp, draft.level()));
    draft.summary(summary ->
        summary.withNodes(
            NodesSection.orNull(rollUp.rebootRequired()),
            NodesSection.orNull(rollUp.outdatedImages())));
  }

  private ConditionValue condition(Topic topic, String met, List<String> counts) {
    List<Finding> problems = rollUp.problems(topic).map(InPool::finding).toList();
    return new ConditionDraft(Tally.NONE, problems, rollUp.total() == 0 ? "NoNodes" : met)
        .condition(mostSevere -> {
          if (mostSevere.isPresent()) {
            Severity severity = mostSevere.get().severity();
            return message(counts, rollUp.mostSevere(topic, severity).orElseThrow(), topic);
          }
          return rollUp.total() == 0 ? NO_NODES : String.join(", ", counts);
        });
  }

  private String message(List<String> counts, InPool mostSevere, Topic topic) {
    int more = rollUp.findings(topic, mostSevere.finding().severity()).size() - 1;
    return "%s; pool %s: %s%s"
        .formatted(
            String.join(", ", counts),
            NodesSection.poolName(mostSevere.pool()),
            mostSevere.finding().message(),
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
