package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.reconcile.pass.PassEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.TenantFinding;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Publishes, on a namespace or a binding, what only its own users can fix, when it begins and when
 * it ends, and that subjects were replaced. What the platform team switches on for all is published
 * on the baseline: ten thousand namespaces need no event of it.
 */
final class ObjectEvents implements PassEvents {

  /** A namespace with hundreds of such findings gets a few events. */
  private static final int MOST_AT_ONCE = 3;

  private final EventFactory factory;
  private final Consumer<Event> sender;
  private final Clock clock;

  ObjectEvents(EventFactory factory, Consumer<Event> sender, Clock clock) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public void applied(HasMetadata about, Change change) {
    if (change instanceof Change.SwapSubjects) {
      sender.accept(
          factory.normal(
              about,
              "SubjectsReplaced",
              "%s %s: %s"
                  .formatted(
                      change.object().getKind(),
                      change.object().getMetadata().getName(),
                      change.because()),
              clock.instant()));
    }
  }

  @Override
  public void found(HasMetadata about, List<TenantFinding> before, List<TenantFinding> now) {
    if (before.isEmpty() && now.isEmpty()) {
      return;
    }
    Map<String, Finding> known = bySubject(before);
    Map<String, Finding> current = bySubject(now);
    now.stream()
        .filter(found -> !isKnown(found, known))
        .limit(MOST_AT_ONCE)
        .forEach(found -> sender.accept(warning(about, found)));
    Finding resolved = known.get(TenantFinding.WHOLE);
    if (resolved != null && !current.containsKey(TenantFinding.WHOLE)) {
      sender.accept(
          factory.normal(
              about, "Resolved", resolved.reason() + " no longer applies", clock.instant()));
    }
  }

  private Event warning(HasMetadata about, TenantFinding found) {
    Finding finding = found.finding();
    String message =
        found.subject().equals(TenantFinding.WHOLE)
            ? finding.message()
            : found.subject() + ": " + finding.message();
    return factory.warning(about, finding.reason(), message, clock.instant());
  }

  private static boolean isKnown(TenantFinding found, Map<String, Finding> known) {
    Finding before = known.get(found.subject());
    return before != null && before.reason().equals(found.finding().reason());
  }

  private static Map<String, Finding> bySubject(List<TenantFinding> findings) {
    return findings.stream()
        .collect(Collectors.toMap(TenantFinding::subject, TenantFinding::finding, (one, _) -> one));
  }
}
