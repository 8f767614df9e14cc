package io.securitybaseline.module;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.Unevaluated;
import java.util.List;

/**
 * What a control's report is made of.
 *
 * @param mode the mode in effect on the control; of one that is off only measurements are published
 * @param tally the subjects in namespaces, and objects of which there may be many, as recorded
 * @param cluster the evaluations of the whole cluster in this pass
 * @param findings those of the whole cluster, most severe first, with what became of their changes
 *     and with mistakes in the spec
 * @param planned changes to cluster-wide objects that Enforce would make
 * @param unevaluated the namespaces that do not count
 * @param removals of the operator's annotation from objects, of all controls, those of most first
 */
public record ReportInput(
    Mode mode,
    Situation situation,
    Tally tally,
    List<Evaluation> cluster,
    List<Finding> findings,
    int planned,
    Progress progress,
    Unevaluated.Kinds unevaluated,
    List<AnnotationRemoval> removals) {

  public ReportInput {
    cluster = List.copyOf(cluster);
    findings = List.copyOf(findings);
    removals = List.copyOf(removals);
  }
}
