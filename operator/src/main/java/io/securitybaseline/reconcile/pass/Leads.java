package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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

  private final Map<String, Waiting> bySubject = new ConcurrentHashMap<>();

  /**
   * How long the changes have to wait; zero or less if they may be made now.
   *
   * @param subject what the changes belong to: the uid of the whole, a slash, and more
   */
  Duration left(String subject, List<Change> changes, Instant now) {
    Duration lead =
        changes.stream().map(Leads::lead).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    if (lead.isZero()) {
      bySubject.remove(subject);
      return Duration.ZERO;
    }
    Set<String> objects =
        changes.stream()
            .filter(change -> !lead(change).isZero())
            .map(change -> change.object().getMetadata().getUid())
            .collect(Collectors.toSet());
    Waiting waiting =
        bySubject.compute(
            subject,
            (_, before) ->
                before != null && before.objects().containsAll(objects)
                    ? before
                    : new Waiting(objects, now));
    return lead.minus(Duration.between(waiting.since(), now));
  }

  /** The object of this uid, which the keys of its subjects begin with, is gone. */
  void forget(String uid) {
    bySubject.keySet().removeIf(key -> key.startsWith(uid + "/"));
  }

  private static Duration lead(Change change) {
    return change instanceof Change.Delete delete ? delete.lead() : Duration.ZERO;
  }
}
