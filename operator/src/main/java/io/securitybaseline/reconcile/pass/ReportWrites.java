package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.reconcile.pass.StoredReports.Kept;
import io.securitybaseline.report.policy.PolicyReport;
import io.securitybaseline.report.policy.PolicyReport.Place;
import io.securitybaseline.report.policy.ReportKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes a report where it differs from the stored one, and remembers what did not succeed. */
public final class ReportWrites {

  /** The name of the reports in logs and metrics, where controls have theirs. */
  public static final ControlId ID = new ControlId("Reports");

  private final StoredReports stored;
  private final Sending sending;
  private final Map<Key, Failure> failures = new ConcurrentHashMap<>();

  private record Key(ReportKind kind, String place) {

    private static Key of(ReportKind kind, @Nullable String namespace) {
      return new Key(kind, Objects.requireNonNullElse(namespace, ""));
    }
  }

  private record Failure(int inARow, @Nullable String rejection) {}

  /** How a write is sent, and sent again. */
  public record Sending(Applier applier, Backoff backoff) {}

  public ReportWrites(StoredReports stored, Sending sending) {
    this.stored = stored;
    this.sending = sending;
  }

  /**
   * Writes the report, unless that is in place or under way.
   *
   * @param report empty where none is to be there
   * @return when to try again; empty where that is not needed
   */
  Optional<Duration> write(
      ReportKind kind, Place place, Optional<GenericKubernetesResource> report, String because) {
    String namespace = place.namespace();
    String hash = report.map(PolicyReport::hash).orElse("");
    if (stored.expected(kind, namespace).filter(hash::equals).isPresent()) {
      return Optional.empty();
    }
    Optional<Change> change =
        report.isPresent()
            ? kept(report.get(), stored.find(kind, namespace), because)
            : stored.find(kind, namespace).map(kept -> deletion(kind, place, kept));
    if (change.isEmpty()) {
      failures.remove(Key.of(kind, namespace));
      return Optional.empty();
    }
    stored.expect(kind, namespace, hash);
    return after(
        sending.applier().apply(ID, List.of(change.get())).getLast(),
        Key.of(kind, namespace),
        place);
  }

  /** How many reports could not be written or removed. */
  int failing() {
    return failures.size();
  }

  /** Why a write is rejected; empty where none is. */
  Optional<String> rejection() {
    return failures.values().stream()
        .map(Failure::rejection)
        .filter(Objects::nonNull)
        .min(String::compareTo);
  }

  /** Whether only a user can fix that the report cannot be removed. */
  boolean isGivenUp(ReportKind kind, String place) {
    Failure failure = failures.get(new Key(kind, place));
    return failure != null && failure.rejection() != null && failure.inARow() >= Cleanup.REJECTIONS;
  }

  /** What cannot be removed, a phrase each. */
  List<String> leftBehind() {
    return failures.entrySet().stream()
        .filter(entry -> entry.getValue().rejection() != null)
        .map(entry ->
            "the deletion of %s%s is rejected: %s"
                .formatted(
                    entry.getKey().kind().kind(emptyToNull(entry.getKey().place())),
                    entry.getKey().place().isEmpty() ? "" : " of " + entry.getKey().place(),
                    entry.getValue().rejection()))
        .sorted()
        .toList();
  }

  void forget(String namespace) {
    for (ReportKind kind : ReportKind.values()) {
      failures.remove(new Key(kind, namespace));
    }
  }

  void forget() {
    failures.clear();
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Optional<Change> kept(
      GenericKubernetesResource report, Optional<Kept> kept, String because) {
    if (kept.isEmpty()) {
      return Optional.of(new Change.Create(report, because));
    }
    return kept.get().hash().equals(PolicyReport.hash(report)) && !kept.get().edited()
        ? Optional.empty()
        : Optional.of(new Change.Update(report, kept.get().seen(), because));
  }

  private static Change deletion(ReportKind kind, Place place, Kept kept) {
    GenericKubernetesResource report = new GenericKubernetesResource();
    report.setApiVersion(kind.apiVersion());
    report.setKind(kind.kind(place.namespace()));
    report.setMetadata(
        new ObjectMetaBuilder().withName(ReportKind.NAME).withNamespace(place.namespace()).build());
    return new Change.Delete(report, kept.seen(), "there is nothing to report here any more");
  }

  private Optional<Duration> after(Outcome outcome, Key key, Place place) {
    if (outcome instanceof Outcome.Applied) {
      failures.remove(key);
      return Optional.empty();
    }
    stored.forgetExpected(key.kind(), place.namespace());
    Failure failure =
        failures.merge(
            key,
            new Failure(1, rejection(outcome)),
            (before, now) -> new Failure(before.inARow() + 1, now.rejection()));
    return Optional.of(
        switch (outcome) {
          case Outcome.Retryable(Duration wait, String _) ->
              sending.backoff().after(failure.inARow() - 1, wait);
          case Outcome.Forbidden _, Outcome.Rejected _ ->
              sending.backoff().afterRejection(failure.inARow() - 1);
          default -> sending.backoff().soon(failure.inARow() - 1);
        });
  }

  private static @Nullable String rejection(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Forbidden(String message) -> message;
      case Outcome.Rejected(String message) -> message;
      default -> null;
    };
  }
}
