package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.OffReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the baseline: each control evaluates and enforces what exists once in the cluster,
 * and reports that together with what was recorded of its other scopes.
 */
public final class BaselinePass {

  private static final Logger log = LoggerFactory.getLogger(BaselinePass.class);

  private final List<ControlModule> modules;
  private final ResourceReader resources;
  private final ClusterPass cluster;
  private final Memory memory;
  private final AtomicReference<List<Integer>> sharedInput = new AtomicReference<>(List.of());

  public BaselinePass(
      List<ControlModule> modules, ResourceReader resources, ClusterPass cluster, Memory memory) {
    this.modules = List.copyOf(modules);
    this.resources = resources;
    this.cluster = cluster;
    this.memory = memory;
  }

  /**
   * Whether what evaluations of single scopes depend on has changed since the last call, so that
   * everything is to be evaluated again.
   */
  public boolean hasNewSharedInput() {
    List<Integer> now = modules.stream().map(module -> module.sharedInput(resources)).toList();
    List<Integer> before = sharedInput.getAndSet(now);
    return !before.isEmpty() && !before.equals(now);
  }

  /** The results of all controls, in the order of the registry. */
  public List<ControlResult> over(Revision revision) {
    List<Finding> mistakes = mistakes(revision.situation());
    Map<ControlId, ControlCount> counts =
        ControlCount.of(modules, revision.situation(), memory.ledger(), resources);
    return modules.stream()
        .map(module ->
            over(
                module,
                revision,
                hasNamespaces(module) ? mistakes : List.of(),
                Objects.requireNonNull(counts.get(module.descriptor().id()))))
        .toList();
  }

  /** Removes what the baseline created; every control proceeds, however far the others are. */
  public CleanupProgress cleanUp(Revision revision) {
    Cleanup cleanup = new Cleanup(resources, memory.ledger());
    return modules.stream()
        .map(module ->
            cluster.over(module, revision).cleanup().and(cleanup.inNamespaces(module, revision)))
        .reduce(CleanupProgress.NOTHING_TO_DO, CleanupProgress::and);
  }

  /** Takes up what an earlier process left in the status. */
  public void restore(SecurityBaselineStatus status, LocalDate today) {
    modules.forEach(module -> memory.restore(module.annotationRemovals(status), today));
  }

  /** Forgets everything: the baseline was deleted. */
  public void forget() {
    memory.ledger().clear();
  }

  private ControlResult over(
      ControlModule module, Revision revision, List<Finding> mistakes, ControlCount count) {
    Situation situation = revision.situation();
    ClusterResult result = cluster.over(module, revision);
    return new ControlResult(
        module,
        report(module, situation, result.after(mistakes), count),
        count.tally(),
        result.evaluations(),
        result.subjects(),
        result.requeueAfter());
  }

  private ControlReport report(
      ControlModule module, Situation situation, ClusterResult result, ControlCount count) {
    Mode mode = Modes.of(module, situation.baseline().spec());
    ReportInput input =
        new ReportInput(
            mode,
            situation,
            count.tally(),
            result.evaluations(),
            result.findings(),
            result.planned(),
            count.progress(),
            count.unevaluated(),
            memory.annotationRemovals(situation.today()));
    try {
      ControlReport report = module.report(input);
      return mode == Mode.OFF ? new OffReport(count.progress(), report.measurements()) : report;
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("control", module.descriptor().id().id())
          .setCause(e)
          .log("the report of a control failed");
      return new FailedReport(module.descriptor(), count.progress());
    }
  }

  /** Reads all namespaces, so once for all controls. */
  private List<Finding> mistakes(Situation situation) {
    return modules.stream().anyMatch(BaselinePass::hasNamespaces)
        ? SpecMistakes.of(
            situation.baseline().spec(),
            () -> resources.namespaces().map(Namespaced::of),
            situation.rolloutMatchesNothing())
        : List.of();
  }

  private static boolean hasNamespaces(ControlModule module) {
    return module.scopes().contains(Namespace.class);
  }
}
