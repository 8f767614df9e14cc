package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Decision;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.kubernetes.Selector;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.NamespaceEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One look at one namespace, from its snapshot to its entry in the ledger. */
final class NamespacePass {

  private final NamespaceLister live;
  private final NamespaceEvaluator evaluator;
  private final Enforcement enforcement;
  private final Ledger ledger;
  private final NamespaceEvents events;

  NamespacePass(
      NamespaceLister live,
      NamespaceEvaluator evaluator,
      Enforcement enforcement,
      Ledger ledger,
      NamespaceEvents events) {
    this.live = live;
    this.evaluator = evaluator;
    this.enforcement = enforcement;
    this.ledger = ledger;
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param changed whether anything is told differently from before
   * @param again after what time to look once more though nothing should happen till then
   */
  record PassResult(boolean changed, Optional<Duration> again) {

    /** What came of both; the sooner of the two counts. */
    PassResult and(PassResult other) {
      return new PassResult(
          changed || other.changed,
          Stream.of(again, other.again).flatMap(Optional::stream).min(Duration::compareTo));
    }
  }

  PassResult over(Namespace namespace, CurrentSituation.Revision revision) {
    Situation situation = revision.situation();
    ControlId control = InstanceMetadataModule.ID;
    NamespaceSnapshot snapshot = live.snapshot(namespace, situation.cluster());
    Optional<Ledger.Entry> before = ledger.find(snapshot.name(), snapshot.uid());
    Decision decision =
        evaluator.evaluate(
            snapshot, situation, before.filter(Ledger.Entry::hadPolicies).isPresent());
    int selected = selected(snapshot.policies(), decision.changes());
    Enforcement.EnforcementResult carried =
        enforcement.carryOut(
            control, decision, snapshot, background(before, control, revision, selected));
    Ledger.Entry entry =
        new Ledger.Entry(
            snapshot.uid(),
            situation.generation(),
            revision.number(),
            carried.result().map(result -> Map.of(control, result)).orElse(Map.of()),
            carried.failures(),
            selected,
            hasUnevaluatedPods(decision, snapshot, situation));
    boolean changed = !before.equals(Optional.of(entry));
    if (changed) {
      ledger.record(snapshot.name(), entry);
      if (before.isPresent() || situation.newcomer()) {
        events.tell(namespace, before.flatMap(known -> known.result(control)), carried.result());
      }
    }
    return new PassResult(changed, carried.again());
  }

  /** Nothing is reported of a control that is off. */
  private static boolean hasUnevaluatedPods(
      Decision decision, NamespaceSnapshot snapshot, Situation situation) {
    return decision.state().isEmpty()
        && !snapshot.pods().isEmpty()
        && Modes.of(new InstanceMetadataModule(), situation.baseline().spec()) != Mode.OFF;
  }

  private static Enforcement.Background background(
      Optional<Ledger.Entry> before,
      ControlId control,
      CurrentSituation.Revision revision,
      int selected) {
    Optional<Ledger.Entry> inPlace =
        before.filter(entry -> entry.inPlace(control, revision.number()));
    return new Enforcement.Background(
        revision.situation().baseline().spec().rollout().namespacesPerMinute(),
        before.map(Ledger.Entry::failures).orElse(0),
        inPlace.isPresent(),
        inPlace.filter(entry -> entry.selected() == selected).isPresent());
  }

  /**
   * Which pods policies of ours select once the changes are made. As long as that stays the same,
   * changes only put back what somebody took away; when it becomes another, somebody's own policies
   * or labels ask for it.
   */
  static int selected(Collection<PolicySnapshot> policies, Collection<Change> changes) {
    Map<String, NetworkPolicy> ours = new HashMap<>();
    policies.stream()
        .map(PolicySnapshot::object)
        .filter(PolicyNames::isOurs)
        .forEach(policy -> ours.put(policy.getMetadata().getName(), policy));
    for (Change change : changes) {
      String name = change.object().getMetadata().getName();
      if (change instanceof Change.Delete) {
        ours.remove(name);
      } else if (change.object() instanceof NetworkPolicy policy) {
        ours.put(name, policy);
      }
    }
    return ours.values().stream()
        .map(NetworkPolicy::getSpec)
        .map(spec -> Selector.of(spec == null ? null : spec.getPodSelector()))
        .collect(Collectors.toSet())
        .hashCode();
  }

  void forget(Namespace namespace) {
    enforcement.forget(namespace.getMetadata().getUid());
    ledger.forget(namespace.getMetadata().getName(), namespace.getMetadata().getUid());
  }
}
