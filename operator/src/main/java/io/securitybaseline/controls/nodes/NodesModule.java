package io.securitybaseline.controls.nodes;

import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodePoolSnapshots;
import io.securitybaseline.kubernetes.Glob;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports nodes that wait for a reboot or run an outdated image. It changes nothing. */
public final class NodesModule implements ControlModule {

  /** The name of the control. */
  public static final ControlId ID = new ControlId("Nodes");

  /** The names that users see. */
  public static final ControlDescriptor DESCRIPTOR =
      new ControlDescriptor(
          ID,
          List.of("NodesRebooted", "NodeImagesCurrent"),
          Optional.of(ExemptedControl.NODES),
          Set.of());

  @Override
  public ControlDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable Mode mode(SecurityBaselineSpec spec) {
    return spec.nodes().mode();
  }

  @Override
  public Stream<Evaluation> evaluate(EvaluationInput input, Scope scope) {
    Mode mode = Modes.of(this, input.situation().baseline().spec());
    return scope instanceof Scope.WholeCluster && mode != Mode.OFF
        ? pools(input).map(pool -> evaluate(pool, input.situation(), mode))
        : Stream.empty();
  }

  private static Stream<NodePoolSnapshot> pools(EvaluationInput input) {
    return NodePoolSnapshots.of(
        input.resources().all(Node.class), input.current().upgrades(), input.current().now())
        .stream();
  }

  private static Evaluation evaluate(NodePoolSnapshot pool, Situation situation, Mode mode) {
    String name = pool.pool().displayName();
    Subject subject = new Subject("NodePool", "", name, "");
    Applicability applicability =
        applicability(situation.baseline().spec(), mode, name, situation.today());
    try {
      PoolAssessment assessment = new NodesControl().assess(pool, situation.baseline());
      return new Evaluation(subject, applicability, assessment.verdict(), Traits.NONE, assessment);
    } catch (RuntimeException e) {
      return Evaluation.failed(subject, applicability, PoolAssessment.failed(pool), e);
    }
  }

  /**
   * How far the control applies to a node pool. Nodes are only reported on, so Enforce comes to the
   * same as Audit.
   *
   * @param pool its name as the status shows it
   */
  public static Applicability applicability(
      SecurityBaselineSpec spec, Mode mode, String pool, LocalDate today) {
    if (mode == Mode.OFF) {
      return new Applicability.NotConcerned();
    }
    List<Exemption> exemptions =
        spec.exemptions().stream()
            .filter(exemption -> exemption.control() == ExemptedControl.NODES)
            .filter(exemption -> Glob.anyMatches(exemption.nodePools(), pool))
            .toList();
    return exemptions.stream()
        .filter(exemption -> exemption.inForceOn(today))
        .findFirst()
        .<Applicability>map(exemption -> new Applicability.Exempt(exemption, "pool"))
        .orElseGet(() -> new Applicability.Audited(exemptions.stream().findFirst()));
  }

  @Override
  public ControlReport report(ReportInput input) {
    throw new UnsupportedOperationException("the report is still made outside of the control");
  }
}
