package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** All parts of the engine on a cluster that notes what is written. */
final class Engine {

  final RecordingCluster cluster = new RecordingCluster();
  final FakeObjects objects = new FakeObjects();
  final RecordedEvents events = new RecordedEvents();
  final Memory memory = new Memory();
  final List<ControlId> repaired = new ArrayList<>();
  final Set<ControlId> held = new HashSet<>();
  final ScopePass pass;
  final BaselinePass baseline;
  private final Enforcement enforcement;
  private Supplier<List<? extends HasMetadata>> live = List::of;

  Engine(ControlModule... modules) {
    this(Situations.CLOCK, modules);
  }

  /** With a clock that a test moves. */
  Engine(Clock steady, ControlModule... modules) {
    enforcement =
        new Enforcement(
            new Applier(cluster, new WriteLimiter(0, () -> 0), (_, _, _) -> {}),
            new Backoff(new Random(1)),
            new Live(),
            memory,
            repaired::add,
            steady);
    ScopePass.Facts facts = new ScopePass.Facts(objects, Engine::current, held::contains);
    pass = new ScopePass(List.of(modules), facts, enforcement, memory, events);
    baseline =
        new BaselinePass(
            List.of(modules), objects, new ClusterPass(facts, enforcement, memory), memory);
  }

  /** Returns these objects to a read past the caches. */
  void live(Supplier<List<? extends HasMetadata>> next) {
    live = next;
  }

  Optional<Ledger.Result> result(HasMetadata object, ControlId control) {
    ScopedObject scoped = ScopedObject.of(object);
    return memory.ledger().find(scoped.scope(), scoped.uid(), control);
  }

  private static CurrentFacts current() {
    return new CurrentFacts(
        Situations.NOW,
        new Reading.NotConfigured(),
        new NodeUpgrades(
            Optional.empty(), LatestImages.UNKNOWN, Optional.empty(), new EndOfLife(List.of())),
        Optional.empty(),
        List.of());
  }

  private final class Live implements LiveObjects {
    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind) {
      return live.get().stream().map(kind::cast).toList();
    }
  }
}
