package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports settings of the cluster in Azure that do not meet the baseline. It changes nothing. */
public final class ClusterModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("Cluster");

  /** The names that users see. Nothing in a cluster can be exempted from it. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of(ClusterReport.HARDENED, ClusterReport.VERSION_SUPPORTED),
          Optional.empty(),
          Set.of());

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.cluster().mode();
  }

  @Override
  public List<Watch<?>> watches() {
    return ClusterWatches.ALL;
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    return scope instanceof Scope.WholeCluster
            && Modes.of(this, input.situation().baseline().spec()) != Mode.OFF
        ? Stream.of(evaluate(input))
        : Stream.empty();
  }

  /** There is nothing to enforce, so Enforce comes to the same as Audit. */
  private static Evaluation evaluate(EvaluationInput input) {
    Situation situation = input.situation();
    Applicability applicability = situation.ofCluster(Mode.AUDIT);
    try {
      Posture posture =
          new ClusterControl()
              .posture(
                  new AzureSnapshot(
                      input.current().azure(),
                      situation.today(),
                      situation.cluster().engines(),
                      situation.cluster().probes().stream()
                          .filter(probe -> !probe.ofNamespace())
                          .toList()),
                  Components.of(input.resources()),
                  situation.baseline().spec().cluster().require());
      return new Evaluation(
          Subject.CLUSTER, applicability, ClusterControl.verdict(posture), Traits.NONE, posture);
    } catch (RuntimeException e) {
      return Evaluation.failed(Subject.CLUSTER, applicability, null, e);
    }
  }

  @Override
  public boolean reportsOnly() {
    return true;
  }

  @Override
  public ControlReport report(ReportInput input) {
    return ClusterReport.of(input);
  }
}
