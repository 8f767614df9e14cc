package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.SpecMistakes;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.module.Modes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Enforce would do, control by control. Controls that are off are left out, and so is what is
 * exempt or excluded; the rollout is not: sooner or later it reaches everything.
 */
final class Planner {

  private final Inventory inventory;
  private final Baseline baseline;
  private final EntraWord entra;
  private final LocalDate today;
  private final Map<String, Map<String, String>> labels;
  private final TigeraNamespaces tigera;
  private final AdmissionPlan admission;

  /**
   * @param today the day, UTC, on which exemptions are judged
   */
  Planner(Inventory inventory, Baseline baseline, EntraWord entra, LocalDate today) {
    this.inventory = inventory;
    this.baseline = baseline;
    this.entra = entra;
    this.today = today;
    this.tigera = PolicyPlan.tigera(inventory);
    this.labels =
        inventory.all(Namespace.class).stream()
            .collect(
                Collectors.toMap(
                    namespace -> namespace.getMetadata().getName(),
                    namespace ->
                        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
                    (one, _) -> one));
    this.admission = new AdmissionPlan(inventory, baseline, entra.entra(), today);
  }

  /** All that Enforce would do in a cluster. */
  Plan ofEverything() {
    Plan plan = plan(this::everything);
    return new Plan(plan.planned(), Stream.concat(plan.notes().stream(), specMistakes()).toList());
  }

  /** What it would do to bindings. */
  Plan ofBindings() {
    return plan(control -> control.equals(GroupBindingsModule.ID) ? bindings() : Stream.empty());
  }

  private Plan plan(Function<ControlId, Stream<Planned>> planned) {
    return new Plan(
        Controls.ALL.stream()
            .filter(control -> Modes.of(control, baseline.spec()) != Mode.OFF)
            .map(control -> control.descriptor().id())
            .flatMap(planned)
            .toList(),
        baseline.spec().effectiveMode(baseline.spec().groupBindings().mode()) == Mode.OFF
            ? List.of()
            : entra.notes());
  }

  /** What the namespaces that there are show to be mistakes, before they take effect. */
  private Stream<String> specMistakes() {
    Supplier<Stream<Namespaced>> namespaces =
        () ->
            labels.entrySet().stream()
                .map(namespace -> new Namespaced(namespace.getKey(), namespace.getValue()));
    return SpecMistakes.of(
            baseline.spec(),
            namespaces,
            RolloutSelector.matchesNothing(baseline.spec(), namespaces.get()))
        .stream()
        .map(mistake -> mistake.reason() + ": " + mistake.message());
  }

  private Stream<Planned> everything(ControlId control) {
    if (control.equals(InstanceMetadataModule.ID)) {
      return Stream.concat(
          new PolicyPlan(inventory, baseline, this::concerns, today).plan(),
          admission.plan(control, new ProtectionControl(), ProtectionControl.NAME));
    }
    return control.equals(GroupBindingsModule.ID)
        ? Stream.of(
                bindings(),
                admission.plan(control, new PreventionControl(), PreventionControl.NAME),
                admission.plan(
                    control, new RecordProtectionControl(), RecordProtectionControl.NAME))
            .flatMap(planned -> planned)
        : Stream.empty();
  }

  private Stream<Planned> bindings() {
    return new BindingPlan(inventory, baseline, entra.entra(), this::concerns).plan();
  }

  /** Whether the baseline has anything to say about the control in the namespace. */
  private boolean concerns(ControlId control, String name) {
    Applicability applicability =
        Applicability.of(
            baseline.spec(),
            control.equals(InstanceMetadataModule.ID)
                ? ExemptedControl.INSTANCE_METADATA
                : ExemptedControl.GROUP_BINDINGS,
            Mode.ENFORCE,
            new Namespaced(name, labels.getOrDefault(name, Map.of())).verifiedBy(tigera),
            today);
    return !(applicability instanceof NotConcerned) && !(applicability instanceof Exempt);
  }

  /** Whether people should see the finding in a plan: what is no fault is left out. */
  static boolean matters(Finding finding) {
    return finding.severity() != Severity.INFO;
  }
}
