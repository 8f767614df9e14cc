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
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Carries out what was decided on the subjects of one control in one scope. */
public final class Enforcement {

  private static final Finding REPLACED_LATER =
      Finding.autoFixable(
          Reasons.PENDING,
          "waiting until the engine has programmed the policies that replace others");

  private final Applier applier;
  private final OutcomeMapping outcomes;
  private final Backoff backoff;
  private final Contests contests;
  private final LiveObjects live;
  private final Memory memory;
  private final Consumer<ControlId> driftRepaired;
  private final Clock steady;
  private final Map<ControlId, Pacer> pacers = new ConcurrentHashMap<>();
  private final Leads leads = new Leads();

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
    this.backoff = backoff;
    this.contests = new Contests(backoff, steady);
    this.live = live;
    this.memory = memory;
    this.driftRepaired = driftRepaired;
    this.steady = steady;
  }

  /** Carries out everything that was decided. */
  List<Enforced> carryOut(PassContext context, List<Evaluated> evaluated) {
    Duration wait = pacing(context, evaluated);
    List<Enforced> enforced = new ArrayList<>(evaluated.size());
    for (Evaluated each : evaluated) {
      enforced.add(
          wait.isPositive() && !each.changes().isEmpty()
              ? Enforced.waiting(each, paced(context), wait)
              : carryOut(context, each));
    }
    boolean isRepair = isRepair(context, evaluated);
    for (Enforced each : enforced) {
      if (each.isRepaired() && (isRepair || isContested(context, each))) {
        driftRepaired.accept(context.control());
        break;
      }
    }
    return enforced;
  }

  /** Drops what is remembered of a namespace that is gone. */
  void forget(String namespaceUid) {
    pacers.values().forEach(pacer -> pacer.forget(namespaceUid));
    leads.forget(namespaceUid);
  }

  private Enforced carryOut(PassContext context, Evaluated evaluated) {
    Subject subject = evaluated.evaluation().subject();
    Duration left =
        leads.left(
            new Leads.Of(context.whole().uid(), context.control(), subject),
            evaluated.changes(),
            steady.instant());
    if (evaluated.changes().isEmpty()) {
      return contests
          .unsettled(context.control(), subject)
          .map(contest -> unsettled(evaluated, contest))
          .orElseGet(() -> Enforced.unchanged(evaluated));
    }
    Optional<Contest> held =
        contests.holding(context.control(), subject, evaluated.changes(), applier::contender);
    if (held.isPresent()) {
      return held(context, evaluated, held.get());
    }
    if (left.isPositive()) {
      return Enforced.waiting(evaluated, REPLACED_LATER, left);
    }
    return evaluated.isToBeConfirmed()
        ? confirmed(context, evaluated)
        : applied(context, evaluated, false);
  }

  private Enforced unsettled(Evaluated evaluated, Contest contest) {
    return Enforced.contested(
        evaluated, ContestFindings.of(contest), contest.untilSettled(contests.now()));
  }

  private Enforced held(PassContext context, Evaluated evaluated, Contest contest) {
    Finding finding = ContestFindings.of(contest);
    if (!contest.isDeletion()) {
      return Enforced.contested(
          evaluated, finding, Optional.of(contest.untilAllowed(contests.now())));
    }
    // The deletion of the baseline waits for its objects, but not for another client forever.
    return context.input().situation().phase() == Situation.Phase.DELETING
        ? Enforced.undeletable(evaluated, finding, backoff.soon(context.failures()))
        : Enforced.contested(evaluated, finding, Optional.empty());
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
      return applied(context, now, true);
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

  /**
   * Applies the changes.
   *
   * @param confirmed whether other evaluations depend on what was written
   */
  private Enforced applied(PassContext context, Evaluated evaluated, boolean confirmed) {
    List<Change> changes = evaluated.changes();
    Set<String> annotated = Memory.annotated(changes, context.input().resources());
    List<Outcome> answers = applier.apply(context.control(), changes);
    if (confirmed) {
      memory.written(changes, answers);
    }
    boolean all = answers.getLast() instanceof Outcome.Applied;
    List<Change> made = changes.subList(0, all ? answers.size() : answers.size() - 1);
    memory.applied(made, annotated, context.input().situation().today());
    contests.made(
        context.control(),
        evaluated.evaluation().subject(),
        changes,
        answers,
        context.scope() instanceof Scope.InNamespace && context.intent() == 0);
    return Enforced.tried(
        evaluated,
        made,
        outcomes.of(answers.getLast(), changes.get(answers.size() - 1), context.failures()));
  }

  private boolean isContested(PassContext context, Enforced repaired) {
    return contests.unsettled(context.control(), repaired.evaluation().subject()).isPresent();
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
    if (!Evaluated.hasFirstChange(evaluated)) {
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
