package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.Tally;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator remembers of earlier passes, in this process only, but for the removals of
 * annotations that the status of the baseline has.
 */
public final class Memory {

  /** As many as the status has room for. */
  private static final int MOST_REMOVALS = 20;

  private final Ledger ledger = new Ledger();
  private final WrittenObjects written = new WrittenObjects();
  private final AnnotationRemovals removals = new AnnotationRemovals();

  Ledger ledger() {
    return ledger;
  }

  /** A reader that also has what was written and is not in the caches yet. */
  ResourceReader over(ResourceReader cached) {
    return written.over(cached);
  }

  /** The records as an evaluation in the revision sees them. */
  Records in(Revision revision) {
    return new RecordsOf(revision.number(), revision.situation().today());
  }

  /**
   * The uids of the objects that carry the annotation before their subjects are replaced; the cache
   * may show the annotation of the change itself as soon as it is made.
   */
  static Set<String> annotated(List<Change> changes, ResourceReader cached) {
    return changes.stream()
        .filter(Change.SwapSubjects.class::isInstance)
        .map(Change.SwapSubjects.class::cast)
        .filter(swap -> before(swap, cached).anyMatch(Memory::isAnnotated))
        .map(swap -> swap.seen().uid())
        .collect(Collectors.toSet());
  }

  /**
   * Remembers which changes were made.
   *
   * @param annotated the objects that carried the annotation before
   */
  void applied(List<Change> changes, Set<String> annotated, LocalDate today) {
    for (Change change : changes) {
      if (change instanceof Change.SwapSubjects swap) {
        String uid = swap.seen().uid();
        removals.swapped(uid, annotated.contains(uid), today);
      }
    }
  }

  /** Takes up what an earlier process left in the status. */
  public void restore(List<AnnotationRemoval> counted, LocalDate today) {
    removals.restore(counted, today);
  }

  /** The most frequent removals, for the status. */
  List<AnnotationRemoval> annotationRemovals(LocalDate today) {
    return removals.counted(MOST_REMOVALS, today);
  }

  /** Remembers changes that others depend on: those that were made, or may have been. */
  void written(List<Change> changes, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Applied
          || outcomes.get(i) instanceof Outcome.Rewritten
          || outcomes.get(i) instanceof Outcome.Retryable) {
        written.add(changes.get(i));
      }
    }
  }

  /** The object is gone or being deleted. */
  void forget(ScopedObject object) {
    ledger.forget(object.scope(), object.uid());
    written.forget(object.uid());
  }

  private static Stream<? extends HasMetadata> before(
      Change.SwapSubjects swap, ResourceReader cached) {
    HasMetadata object = swap.object();
    String namespace = object.getMetadata().getNamespace();
    Stream<? extends HasMetadata> candidates =
        namespace == null
            ? cached.find(object.getClass(), object.getMetadata().getName()).stream()
            : cached.inNamespace(object.getClass(), namespace).stream();
    return candidates.filter(each -> swap.seen().uid().equals(each.getMetadata().getUid()));
  }

  private static boolean isAnnotated(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Ownership.REPLACED_SUBJECTS);
  }

  private final class RecordsOf implements Records {

    private final long revision;
    private final LocalDate today;

    private RecordsOf(long revision, LocalDate today) {
      this.revision = revision;
      this.today = today;
    }

    @Override
    public Optional<Tally> inPlace(ControlId control, String namespace, String uid) {
      return result(control, namespace, uid)
          .filter(result -> result.isInPlace(revision))
          .map(Ledger.Result::tally);
    }

    @Override
    public boolean hadIntent(ControlId control, String namespace, String uid) {
      return result(control, namespace, uid).filter(result -> result.intent() != 0).isPresent();
    }

    @Override
    public int annotationRemovals(String uid, boolean annotated) {
      return removals.of(uid, annotated, today);
    }

    private Optional<Ledger.Result> result(ControlId control, String namespace, String uid) {
      return ledger.find(new Scope.InNamespace(namespace), uid, control);
    }
  }
}
