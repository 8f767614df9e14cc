package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells a namespace's people what only they can mend, when it begins and when it ends. What the
 * platform team switches on for all is told on the baseline instead: ten thousand namespaces need
 * not hear of it.
 */
public final class NamespaceEvents {

  /** The findings that somebody inside the namespace can act on. */
  static final Set<String> ACTIONABLE =
      Set.of(
          "ReopenedByPolicy",
          "HostNetwork",
          "ForeignObject",
          "TooManySelectors",
          "TooComplex",
          "Expired");

  private final EventFactory announcements;
  private final Consumer<Event> sender;
  private final Clock clock;

  public NamespaceEvents(EventFactory announcements, Consumer<Event> sender, Clock clock) {
    this.announcements = announcements;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Tells of the step from one result to the next.
   *
   * @param before what the same namespace's result was; empty at the first look
   */
  public void tell(Namespace namespace, Optional<Result> before, Optional<Result> after) {
    Optional<Finding> was = actionable(before);
    Optional<Finding> is = actionable(after);
    if (is.isPresent() && !is.map(Finding::reason).equals(was.map(Finding::reason))) {
      Finding finding = is.get();
      sender.accept(
          announcements.warning(namespace, finding.reason(), finding.message(), clock.instant()));
    } else if (was.isPresent() && is.isEmpty()) {
      sender.accept(
          announcements.normal(
              namespace, "Resolved", was.get().reason() + " no longer applies", clock.instant()));
    }
  }

  /** Not just the gravest: a refused change does not mean that what was found before is gone. */
  private static Optional<Finding> actionable(Optional<Result> result) {
    return result.stream()
        .flatMap(known -> known.findings().stream())
        .filter(finding -> finding.severity() != Severity.INFO)
        .filter(finding -> ACTIONABLE.contains(finding.reason()))
        .min(Comparator.comparing(Finding::severity).reversed());
  }
}
