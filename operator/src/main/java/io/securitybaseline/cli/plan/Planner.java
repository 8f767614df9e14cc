package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.cli.inventory.AskedMemberships;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.cli.inventory.ListedSituation;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What Enforce would do, control by control. Controls that are off are left out, and so is what is
 * exempt or excluded; the rollout is not: sooner or later it reaches everything.
 */
final class Planner {

  private final List<ControlModule> controls;
  private final Inventory inventory;
  private final Baseline baseline;
  private final PlanTerms terms;

  /**
   * @param controls in the order of the plan
   */
  Planner(List<ControlModule> controls, Inventory inventory, Baseline baseline, PlanTerms terms) {
    this.controls = List.copyOf(controls);
    this.inventory = inventory;
    this.baseline = baseline;
    this.terms = terms;
  }

  /** All that Enforce would do in a cluster. */
  Plan ofEverything() {
    List<Scope> scopes = new ArrayList<>(inventory.scopes());
    scopes.add(new Scope.WholeCluster());
    PlanNotes notes = new PlanNotes();
    List<Planned> planned =
        planned(
            scopes,
            (control, input, scope) ->
                control.reportsOnly() ? Stream.empty() : control.evaluate(input, scope),
            notes);
    return new Plan(
        planned,
        Stream.of(entraNotes(), specMistakes(), notes.all()).flatMap(each -> each).toList());
  }

  /**
   * What it would do to objects of these kinds, and what others have to do: manifests are evaluated
   * before they are applied, so what is only reported counts as well.
   */
  Plan of(Set<String> kinds) {
    List<Planned> planned =
        planned(
            inventory.scopes(),
            (control, input, scope) ->
                Stream.concat(
                        control.evaluate(input, scope), control.evaluateManifests(input, scope))
                    .filter(evaluation -> kinds.contains(evaluation.subject().kind())),
            new PlanNotes());
    return new Plan(planned, entraNotes().toList());
  }

  /** What of a scope a plan contains. */
  @FunctionalInterface
  private interface Evaluator {
    Stream<Evaluation> evaluate(ControlModule control, EvaluationInput input, Scope scope);
  }

  private List<Planned> planned(List<Scope> scopes, Evaluator evaluator, PlanNotes notes) {
    Memberships memberships =
        AskedMemberships.of(controls, input(Memberships.NONE), scopes, terms.directory());
    EvaluationInput input = input(memberships);
    List<Planned> planned = new ArrayList<>();
    for (ControlModule control : controls) {
      if (Modes.of(control, baseline.spec()) != Mode.OFF) {
        for (Scope scope : scopes) {
          evaluator
              .evaluate(control, input, scope)
              .filter(Planner::isConcerned)
              .peek(evaluation -> notes.add(control, evaluation))
              .forEach(evaluation ->
                  add(
                      new PlannedSubject(
                          control.descriptor().id(), scope, evaluation, inventory, memberships),
                      planned));
        }
      }
    }
    return planned;
  }

  private EvaluationInput input(Memberships memberships) {
    return new EvaluationInput(
        inventory,
        ListedSituation.of(
                controls,
                inventory,
                baseline,
                terms.entra(),
                LocalDate.ofInstant(terms.now(), ZoneOffset.UTC))
            .probed(terms.probes()),
        new PlanRecords(),
        CurrentFacts.unobserved(terms.now()).with(memberships));
  }

  /** A change that is planned counts for what is evaluated after it, as when it is made. */
  private void add(PlannedSubject subject, List<Planned> planned) {
    RuntimeException fault = subject.evaluation().fault();
    if (fault != null) {
      throw fault;
    }
    subject.planned().forEach(planned::add);
    subject.evaluation().verdict().enforce().forEach(inventory::planned);
  }

  private static boolean isConcerned(Evaluation evaluation) {
    return !(evaluation.applicability() instanceof NotConcerned)
        && !(evaluation.applicability() instanceof Exempt);
  }

  private Stream<String> entraNotes() {
    return ListedSituation.boundRoles(controls, baseline).isEmpty()
        ? Stream.empty()
        : terms.entra().notes().stream();
  }

  /** What the namespaces that there are show to be mistakes, before they take effect. */
  private Stream<String> specMistakes() {
    Supplier<Stream<Namespaced>> namespaces =
        () -> inventory.all(Namespace.class).map(Namespaced::of);
    return SpecMistakes.of(
            baseline.spec(),
            namespaces,
            RolloutSelector.matchesNothing(baseline.spec(), namespaces.get()))
        .stream()
        .map(mistake -> mistake.reason() + ": " + mistake.message());
  }
}
