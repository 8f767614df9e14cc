package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells the people of a namespace that a group took a role over there, and what only they can mend:
 * that a binding has to be changed at its source.
 */
public final class BindingEvents {

  /** A namespace with hundreds of such bindings is told of a few. */
  private static final int MOST_AT_ONCE = 3;

  private final EventFactory announcements;
  private final Consumer<Event> sender;
  private final Clock clock;
  private final Set<String> reasons;

  /**
   * @param reasons of the findings that the people of a namespace can act on
   */
  public BindingEvents(
      Set<String> reasons, EventFactory announcements, Consumer<Event> sender, Clock clock) {
    this.reasons = Set.copyOf(reasons);
    this.announcements = announcements;
    this.sender = sender;
    this.clock = clock;
  }

  /** Tells of a swap that was made. */
  public void replaced(HasMetadata about, Change change) {
    sender.accept(
        announcements.normal(
            about,
            "SubjectsReplaced",
            "%s %s: %s"
                .formatted(
                    change.object().getKind(),
                    change.object().getMetadata().getName(),
                    change.because()),
            clock.instant()));
  }

  /** Tells of what is new since the last look. */
  public void tell(HasMetadata about, BindingTally before, BindingTally after) {
    Map<String, Finding> known = actionable(before);
    actionable(after).entrySet().stream()
        .filter(entry -> !known.containsKey(entry.getKey()))
        .limit(MOST_AT_ONCE)
        .forEach(entry ->
            sender.accept(
                announcements.warning(
                    about,
                    entry.getValue().reason(),
                    entry.getKey() + ": " + entry.getValue().message(),
                    clock.instant())));
  }

  private Map<String, Finding> actionable(BindingTally tally) {
    Map<String, Finding> findings = new TreeMap<>();
    for (BindingResult result : tally.worst()) {
      result
          .gravest()
          .filter(finding -> reasons.contains(finding.reason()))
          .ifPresent(finding -> findings.put("binding " + result.name(), finding));
    }
    return findings;
  }
}
