package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Since when deletions wait for what replaces the objects to take effect. A deletion is only
 * decided once the replacement is observed; from then on the time counts. After a restart it counts
 * again from the beginning.
 */
final class Leads {

  /**
   * Deletions that wait.
   *
   * @param objects the uids of what would be deleted
   */
  private record Waiting(Set<String> objects, Instant since) {}

  /**
   * What waits for the lead of a deletion.
   *
   * @param uid of the whole that the subject is in
   */
  record Of(String uid, ControlId control, Subject subject) {}

  private final Map<Of, Waiting> bySubject = new ConcurrentHashMap<>();

  /**
   * How long the changes have to wait; zero or less if they may be made now.
   *
   * @param of what the changes belong to
   */
  Duration left(Of of, List<Change> changes, Instant now) {
    Duration lead = Duration.ZERO;
    for (Change change : changes) {
      lead = lead(change).compareTo(lead) > 0 ? lead(change) : lead;
    }
    if (lead.isZero()) {
      if (!bySubject.isEmpty()) {
        bySubject.remove(of);
      }
      return Duration.ZERO;
    }
    Set<String> objects =
        changes.stream()
            .filter(change -> !lead(change).isZero())
            .map(change -> change.object().getMetadata().getUid())
            .collect(Collectors.toSet());
    Waiting waiting =
        bySubject.compute(
            of,
            (_, before) ->
                before != null && before.objects().containsAll(objects)
                    ? before
                    : new Waiting(objects, now));
    return lead.minus(Duration.between(waiting.since(), now));
  }

  /** The object of this uid is gone. */
  void forget(String uid) {
    bySubject.keySet().removeIf(of -> of.uid().equals(uid));
  }

  private static Duration lead(Change change) {
    return change instanceof Change.Delete delete ? delete.lead() : Duration.ZERO;
  }
}
