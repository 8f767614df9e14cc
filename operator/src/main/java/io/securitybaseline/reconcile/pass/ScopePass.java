package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.DirectoryInquiry;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.report.ReportedSubject;
import io.securitybaseline.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one namespace, or over one cluster-scoped object: every control that has subjects
 * there evaluates, enforces and records them by itself. What one control finds or fails to do never
 * counts for another.
 */
public final class ScopePass {

  private final List<ControlModule> modules;
  private final Facts facts;
  private final ScopeQuestions questions;
  private final Enforcement enforcement;
  private final Memory memory;
  private final PassEvents events;

  /**
   * What evaluations depend on.
   *
   * @param held whether what the control reads is stale, so that it must not act
   * @param directory receives what evaluations need of it
   */
  public record Facts(
      ResourceReader resources,
      Supplier<CurrentFacts> current,
      Predicate<ControlId> held,
      DirectoryInquiry directory) {

    /** Where no directory is asked. */
    public Facts(
        ResourceReader resources, Supplier<CurrentFacts> current, Predicate<ControlId> held) {
      this(resources, current, held, DirectoryInquiry.NONE);
    }
  }

  public ScopePass(
      List<ControlModule> modules,
      Facts facts,
      Enforcement enforcement,
      Memory memory,
      PassEvents events) {
    this.modules = List.copyOf(modules);
    this.facts = facts;
    this.questions = new ScopeQuestions(facts.directory());
    this.enforcement = enforcement;
    this.memory = memory;
    this.events = events;
  }

  /** Evaluates everything in the scope of the object, or of the object itself. */
  public PassResult over(HasMetadata object, Revision revision) {
    ScopedObject scoped = ScopedObject.of(object);
    ResourceReader resources = new ReadOnce(memory.over(facts.resources()));
    PassResult result = PassResult.NOTHING;
    for (ControlModule module : modules) {
      if (module.scopes().contains(object.getClass())) {
        result =
            result.and(
                isHeld(module, revision)
                    ? PassResult.INCOMPLETE
                    : over(module, resources, scoped, revision));
      }
    }
    return result;
  }

  /** The object is gone or being deleted. */
  public void forget(HasMetadata object) {
    ScopedObject scoped = ScopedObject.of(object);
    enforcement.forget(scoped.uid());
    memory.forget(scoped);
    questions.forget(modules, scoped);
  }

  /**
   * Whether evaluations of other objects of the kind depend on this one: their changes have to be
   * confirmed, and so have those of this object.
   */
  public boolean isToBeConfirmed(HasMetadata object) {
    ScopedObject scoped = ScopedObject.of(object);
    return modules.stream()
        .flatMap(module -> before(module, scoped).stream())
        .anyMatch(Ledger.Result::confirms);
  }

  /** The names of the other objects of the kind whose changes have to be confirmed. */
  public Stream<String> othersToBeConfirmed(HasMetadata object) {
    return memory
        .ledger()
        .toBeConfirmed(HasMetadata.getKind(object.getClass()))
        .filter(name -> !name.equals(object.getMetadata().getName()));
  }

  /** Nothing is changed because of stale facts; once they are fresh, everything is triggered. */
  private boolean isHeld(ControlModule module, Revision revision) {
    return revision.isActive() && facts.held().test(module.descriptor().id());
  }

  private PassResult over(
      ControlModule module, ResourceReader resources, ScopedObject scoped, Revision revision) {
    Optional<Ledger.Result> before = before(module, scoped);
    PassContext context = context(module, resources, scoped, revision, before);
    List<Evaluated> evaluated = context.evaluate();
    questions.ask(context, evaluated);
    List<Enforced> enforced = enforcement.carryOut(context, evaluated);
    enforced.forEach(each -> applied(scoped, each));
    Ledger.Result now =
        new Ledger.Result(
            revision.situation().generation(),
            revision.number(),
            tally(enforced),
            failures(context.failures(), enforced),
            Evaluated.intent(evaluated),
            rejection(enforced),
            TenantFindings.of(module, scoped, enforced),
            isToBeConfirmed(evaluated),
            hasPods(evaluated));
    boolean changed = before.isEmpty() || before.get().differs(now);
    if (changed) {
      memory.ledger().record(scoped.scope(), scoped.uid(), context.control(), now);
      if (before.isPresent() || revision.situation().isNewBaseline()) {
        found(scoped, before, now);
      }
    }
    return result(context, changed, enforced)
        .and(new PassResult(false, PassTimes.validFor(evaluated, context.input().current().now())));
  }

  private void applied(ScopedObject scoped, Enforced enforced) {
    for (Change change : enforced.applied()) {
      events.applied(scoped.object(), change);
    }
  }

  private static PassResult result(PassContext context, boolean changed, List<Enforced> enforced) {
    List<ReportedSubject> subjects = new ArrayList<>(enforced.size());
    for (Enforced each : enforced) {
      each.reported(context.control(), context.scope()).ifPresent(subjects::add);
    }
    return new PassResult(changed, PassTimes.requeueAfter(enforced), Optional.of(subjects));
  }

  private void found(ScopedObject scoped, Optional<Ledger.Result> before, Ledger.Result now) {
    events.found(
        scoped.object(),
        before.map(Ledger.Result::tenantFindings).orElse(List.of()),
        now.tenantFindings());
  }

  private Optional<Ledger.Result> before(ControlModule module, ScopedObject scoped) {
    return memory.ledger().find(scoped.scope(), scoped.uid(), module.descriptor().id());
  }

  private PassContext context(
      ControlModule module,
      ResourceReader resources,
      ScopedObject scoped,
      Revision revision,
      Optional<Ledger.Result> before) {
    return new PassContext(
        module,
        new EvaluationInput(
            resources, revision.situation(), memory.in(revision), facts.current().get()),
        scoped.scope(),
        scoped.subject(),
        before.map(Ledger.Result::failures).orElse(0),
        before.filter(result -> result.isInPlace(revision.number())).isPresent(),
        before.map(Ledger.Result::intent).orElse(0));
  }

  private static boolean isToBeConfirmed(List<Evaluated> evaluated) {
    for (Evaluated each : evaluated) {
      if (each.evaluation().traits().confirm()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPods(List<Evaluated> evaluated) {
    for (Evaluated each : evaluated) {
      if (each.evaluation().traits().counters().contains(Traits.WITH_PODS)) {
        return true;
      }
    }
    return false;
  }

  private static Tally tally(List<Enforced> enforced) {
    if (enforced.isEmpty()) {
      return Tally.NONE;
    }
    Tally.Collector collector = new Tally.Collector();
    for (Enforced each : enforced) {
      each.counted().ifPresent(collector::add);
    }
    return collector.result();
  }

  /** A change that waits has not failed, and does not end a series of failures. */
  static int failures(int before, List<Enforced> enforced) {
    boolean waits = false;
    for (Enforced each : enforced) {
      if (each.failed()) {
        return before + 1;
      }
      waits |= each.requeueAfter().isPresent();
    }
    return waits ? before : 0;
  }

  private static @Nullable String rejection(List<Enforced> enforced) {
    for (Enforced each : enforced) {
      if (each.rejected()) {
        return each.findings().getFirst().message();
      }
    }
    return null;
  }
}
