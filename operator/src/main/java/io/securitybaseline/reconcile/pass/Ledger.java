package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.facts.watch.Interner;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.TenantFinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last pass of each control over each scope. Derived state: in memory only,
 * rebuilt after a start by evaluating everything once.
 */
public final class Ledger {

  private static final Set<SubjectState> IN_PLACE =
      Set.of(SubjectState.COMPLIANT, SubjectState.VIOLATING);

  /**
   * The result of one control in one scope.
   *
   * @param generation of the spec that was evaluated
   * @param revision of the situation that was evaluated
   * @param tally the subjects; empty where the control is not concerned with the scope
   * @param failures how often in a row changes failed
   * @param intent what was to be in place afterwards, {@link
   *     io.securitybaseline.module.Evaluation.Traits#intent}
   * @param rejection how the API server rejected a change, if only a user can fix that
   * @param tenantFindings at most {@link Tally#WORST}
   * @param confirms whether changes in the scope have to be confirmed
   * @param withPods whether pods run or will run in the scope
   */
  public record Result(
      long generation,
      long revision,
      Tally tally,
      int failures,
      int intent,
      @Nullable String rejection,
      List<TenantFinding> tenantFindings,
      boolean confirms,
      boolean withPods) {

    public Result {
      tenantFindings = List.copyOf(tenantFindings);
    }

    /** Whether all that can be done was seen done in this very situation. */
    boolean isInPlace(long inRevision) {
      return revision == inRevision
          && !tally.states().isEmpty()
          && IN_PLACE.containsAll(tally.states().keySet());
    }

    /** Compares what is most likely to differ first: every pass over every scope does this. */
    boolean differs(Result other) {
      return revision != other.revision || !equals(other);
    }

    /** An empty tally is {@link Tally#NONE}, and one that names subjects is like no other. */
    private Result shared(Interner interner) {
      return tally.worst().isEmpty() && !tally.states().isEmpty()
          ? new Result(
              generation,
              revision,
              interner.shared(tally),
              failures,
              intent,
              rejection,
              tenantFindings,
              confirms,
              withPods)
          : this;
    }
  }

  private record Entry(String uid, Map<ControlId, Result> results) {

    private Entry {
      results = Map.copyOf(results);
    }

    private Entry with(ControlId control, Result result) {
      Map<ControlId, Result> all = new HashMap<>(results);
      all.put(control, result);
      return new Entry(uid, all);
    }
  }

  private final ConcurrentHashMap<Scope, Entry> entries = new ConcurrentHashMap<>();

  /** Most scopes count alike, so that one tally serves many of them. */
  private final Interner tallies = new Interner();

  /**
   * Records a result.
   *
   * @param uid of the object that the scope is, which distinguishes it from a later object with the
   *     same name
   */
  void record(Scope scope, String uid, ControlId control, Result result) {
    Result shared = result.shared(tallies);
    entries.compute(
        scope,
        (_, known) ->
            known == null || !known.uid().equals(uid)
                ? new Entry(uid, Map.of(control, shared))
                : known.with(control, shared));
  }

  /** The result of the control in the scope of the object with this uid. */
  Optional<Result> find(Scope scope, String uid, ControlId control) {
    return Optional.ofNullable(results(scope, uid).get(control));
  }

  /** The results of all controls in the scope of the object with this uid. */
  Map<ControlId, Result> results(Scope scope, String uid) {
    Entry entry = entries.get(scope);
    return entry != null && entry.uid().equals(uid) ? entry.results() : Map.of();
  }

  /** The names of the objects of a kind whose changes have to be confirmed. */
  Stream<String> toBeConfirmed(String kind) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().results().values().stream().anyMatch(Result::confirms))
        .flatMap(entry ->
            entry.getKey() instanceof Scope.OneObject(String ofKind, String name)
                    && ofKind.equals(kind)
                ? Stream.of(name)
                : Stream.empty());
  }

  /** Forgets an object that is gone or being deleted, unless a later one has taken its place. */
  void forget(Scope scope, String uid) {
    entries.computeIfPresent(scope, (_, entry) -> entry.uid().equals(uid) ? null : entry);
  }

  /** Forgets everything. */
  public void clear() {
    entries.clear();
  }
}
