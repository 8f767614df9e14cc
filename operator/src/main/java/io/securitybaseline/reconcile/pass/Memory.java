package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.Tally;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator remembers of earlier passes, all of it in this process only. */
public final class Memory {

  private final Ledger ledger = new Ledger();
  private final WrittenObjects written = new WrittenObjects();
  private final AnnotationRemovals removals;

  /**
   * @param steady a clock that never steps back
   */
  public Memory(Clock steady) {
    this.removals = new AnnotationRemovals(steady);
  }

  Ledger ledger() {
    return ledger;
  }

  /** A reader that also has what was written and is not in the caches yet. */
  ResourceReader over(ResourceReader cached) {
    return written.over(cached);
  }

  /** The records as an evaluation in the revision sees them. */
  Records in(Revision revision) {
    return new RecordsOf(revision.number());
  }

  /** Remembers which changes were made; the object before them is read from the cache. */
  void applied(List<Change> changes, ResourceReader cached) {
    for (Change change : changes) {
      if (change instanceof Change.SwapSubjects(HasMetadata object, Change.Seen seen, String _)) {
        removals.swapped(seen.uid(), before(object, seen, cached).anyMatch(Memory::isAnnotated));
      }
    }
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
      HasMetadata object, Change.Seen seen, ResourceReader cached) {
    String namespace = object.getMetadata().getNamespace();
    Stream<? extends HasMetadata> candidates =
        namespace == null
            ? cached.find(object.getClass(), object.getMetadata().getName()).stream()
            : cached.inNamespace(object.getClass(), namespace).stream();
    return candidates.filter(each -> seen.uid().equals(each.getMetadata().getUid()));
  }

  private static boolean isAnnotated(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Ownership.REPLACED_SUBJECTS);
  }

  private final class RecordsOf implements Records {

    private final long revision;

    private RecordsOf(long revision) {
      this.revision = revision;
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
      return removals.of(uid, annotated);
    }

    private Optional<Ledger.Result> result(ControlId control, String namespace, String uid) {
      return ledger.find(new Scope.InNamespace(namespace), uid, control);
    }
  }
}
