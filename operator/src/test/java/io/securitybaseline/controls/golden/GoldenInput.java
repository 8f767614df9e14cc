package io.securitybaseline.controls.golden;

import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a case gives a control; what it does not give is unremarkable. */
public final class GoldenInput {

  public final ListedResources resources = new ListedResources();
  private final Baseline baseline;
  private ClusterSnapshot cluster =
      new ClusterSnapshot(Map.of(), false, false, false, false, false, null);
  private AccessSnapshot access = AccessSnapshot.NOTHING_KNOWN;
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private boolean rolloutMatchesNothing;
  private int annotationRemovals;
  private List<EngineAgent> agents = List.of();
  private Optional<ProbeSetup> probes = Optional.empty();
  private Memberships memberships = Memberships.NONE;
  private Reading azure = new Reading.NotConfigured();
  private NodeUpgrades upgrades =
      new NodeUpgrades(
          Optional.empty(),
          new LatestImages(Map.of(), true),
          Optional.empty(),
          EndOfLife.bundled());

  public GoldenInput(Baseline baseline) {
    this.baseline = baseline;
  }

  public SecurityBaselineSpec spec() {
    return baseline.spec();
  }

  public GoldenInput cluster(ClusterSnapshot is) {
    cluster = is;
    return this;
  }

  public GoldenInput access(AccessSnapshot is, int removals) {
    access = is;
    annotationRemovals = removals;
    return this;
  }

  public GoldenInput memberships(Memberships are) {
    memberships = are;
    return this;
  }

  public GoldenInput now(Instant is) {
    now = is;
    return this;
  }

  public GoldenInput rolloutMatchesNothing(boolean is) {
    rolloutMatchesNothing = is;
    return this;
  }

  public GoldenInput agents(List<EngineAgent> are) {
    agents = are;
    return this;
  }

  public GoldenInput azure(Reading is) {
    azure = is;
    return this;
  }

  public GoldenInput upgrades(NodeUpgrades are) {
    upgrades = are;
    return this;
  }

  public GoldenInput probes(ProbeSetup setup) {
    probes = Optional.of(setup);
    return this;
  }

  /** The verdict on the one subject of the name. */
  public Verdict verdict(ControlModule control, Scope scope, String subject) {
    return evaluation(control, scope, subject).verdict();
  }

  /** The evaluation of the one subject of the name. */
  public Evaluation evaluation(ControlModule control, Scope scope, String subject) {
    return evaluations(control, scope).stream()
        .filter(evaluation -> evaluation.subject().name().equals(subject))
        .reduce((one, other) -> {
          throw new IllegalStateException("two subjects have the name " + subject);
        })
        .orElseThrow();
  }

  /** What the control evaluates in the scope. A fault of the control fails the test. */
  public List<Evaluation> evaluations(ControlModule control, Scope scope) {
    List<Evaluation> evaluations =
        control
            .evaluate(
                new EvaluationInput(
                    resources,
                    situation(),
                    new Remembered(annotationRemovals),
                    new CurrentFacts(
                        now, azure, upgrades, Optional.empty(), agents, memberships, probes)),
                scope)
            .toList();
    for (Evaluation evaluation : evaluations) {
      RuntimeException fault = evaluation.fault();
      if (fault != null) {
        throw fault;
      }
    }
    return evaluations;
  }

  private Situation situation() {
    return new Situation(
        baseline,
        1,
        Situation.Phase.ACTIVE,
        "",
        cluster,
        access,
        LocalDate.ofInstant(now, ZoneOffset.UTC),
        false,
        rolloutMatchesNothing);
  }

  private record Remembered(int removals) implements Records {

    @Override
    public Optional<Tally> inPlace(ControlId control, String namespace, String uid) {
      return Optional.empty();
    }

    @Override
    public boolean hadIntent(ControlId control, String namespace, String uid) {
      return false;
    }

    @Override
    public int annotationRemovals(String uid, boolean annotated) {
      return removals;
    }
  }
}
