package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.Pacer;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.module.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Carries out what was decided on the subjects of one control in one scope. */
public final class Enforcement {

  private final Applier applier;
  private final OutcomeMapping outcomes;
  private final LiveObjects live;
  private final Memory memory;
  private final Consumer<ControlId> driftRepaired;
  private final Clock steady;
  private final Map<ControlId, Pacer> pacers = new ConcurrentHashMap<>();

  /** Held from reading the objects that a change depends on until the change is written. */
  private final Map<ControlId, ReentrantLock> confirming = new ConcurrentHashMap<>();

  /**
   * @param driftRepaired called when an object of the operator's had been changed or removed by
   *     another client and was restored
   * @param steady a clock that never steps back
   */
  public Enforcement(
      Applier applier,
      Backoff backoff,
      LiveObjects live,
      Memory memory,
      Consumer<ControlId> driftRepaired,
      Clock steady) {
    this.applier = applier;
    this.outcomes = new OutcomeMapping(backoff);
    this.live = live;
    this.memory = memory;
    this.driftRepaired = driftRepaired;
    this.steady = steady;
  }

  /** Carries out everything that was decided. */
  List<Enforced> carryOut(PassContext context, List<Evaluated> evaluated) {
    Duration wait = pacing(context, evaluated);
    List<Enforced> enforced =
        evaluated.stream()
            .map(each ->
                wait.isPositive() && !each.changes().isEmpty()
                    ? Enforced.waiting(each, paced(context), wait)
                    : carryOut(context, each))
            .toList();
    if (isRepair(context, evaluated) && enforced.stream().anyMatch(Enforced::isRepaired)) {
      driftRepaired.accept(context.control());
    }
    return enforced;
  }

  /** Drops what is remembered of a namespace that is gone. */
  void forget(String namespaceUid) {
    pacers.values().forEach(pacer -> pacer.forget(namespaceUid));
  }

  private Enforced carryOut(PassContext context, Evaluated evaluated) {
    if (evaluated.changes().isEmpty()) {
      return Enforced.unchanged(evaluated);
    }
    return evaluated.isToBeConfirmed()
        ? confirmed(context, evaluated)
        : applied(context, evaluated, applier.apply(context.control(), evaluated.changes()));
  }

  /** One at a time, each with what the one before it wrote, or may have written. */
  private Enforced confirmed(PassContext context, Evaluated byCache) {
    ReentrantLock lock = confirming.computeIfAbsent(context.control(), _ -> new ReentrantLock());
    lock.lock();
    try {
      ConfirmingReader reader;
      try {
        reader = new ConfirmingReader(context.input().resources(), read(byCache.changes()));
      } catch (RuntimeException e) {
        return Enforced.tried(
            byCache.planned(),
            List.of(),
            outcomes.notConfirmed(String.valueOf(e.getMessage()), context.failures()));
      }
      Evaluated now = reevaluated(context.reading(reader), byCache);
      if (now.changes().isEmpty()) {
        return Enforced.unchanged(now);
      }
      List<Outcome> answers = applier.apply(context.control(), now.changes());
      memory.written(now.changes(), answers);
      return applied(context, now, answers);
    } finally {
      lock.unlock();
    }
  }

  private Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> read(
      List<Change> changes) {
    Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> read = new HashMap<>();
    changes.forEach(
        change -> read.computeIfAbsent(change.object().getClass(), kind -> live.list(kind)));
    return read;
  }

  private static Evaluated reevaluated(PassContext context, Evaluated byCache) {
    return context.evaluate().stream()
        .filter(each -> each.evaluation().subject().equals(byCache.evaluation().subject()))
        .findFirst()
        .orElseGet(byCache::withoutChanges);
  }

  private Enforced applied(PassContext context, Evaluated evaluated, List<Outcome> answers) {
    List<Change> changes = evaluated.changes();
    boolean all = answers.getLast() instanceof Outcome.Applied;
    List<Change> made = changes.subList(0, all ? answers.size() : answers.size() - 1);
    memory.applied(made, context.input().resources());
    return Enforced.tried(
        evaluated,
        made,
        outcomes.of(answers.getLast(), changes.get(answers.size() - 1), context.failures()));
  }

  /** As long as the intent is the same, changes only restore what another client changed. */
  private static boolean isRepair(PassContext context, List<Evaluated> evaluated) {
    int intent = Evaluated.intent(evaluated);
    return context.wasInPlace() && intent != 0 && intent == context.intent();
  }

  /** Only the first change in a namespace is paced; a repair never waits. */
  private Duration pacing(PassContext context, List<Evaluated> evaluated) {
    if (!(context.scope() instanceof Scope.InNamespace)) {
      return Duration.ZERO;
    }
    Pacer pacer = pacers.computeIfAbsent(context.control(), _ -> new Pacer());
    String uid = context.whole().uid();
    if (evaluated.stream().noneMatch(Evaluated::isFirstChange)) {
      pacer.forget(uid);
      return Duration.ZERO;
    }
    return context.wasInPlace() && Evaluated.intent(evaluated) != 0
        ? Duration.ZERO
        : pacer.turn(uid, pace(context), steady.instant());
  }

  private static int pace(PassContext context) {
    return context.input().situation().baseline().spec().rollout().namespacesPerMinute();
  }

  private static Finding paced(PassContext context) {
    return Finding.autoFixable(
        Reasons.PENDING,
        "waiting for the rollout rate limit (spec.rollout.namespacesPerMinute: %d)"
            .formatted(pace(context)));
  }
}
