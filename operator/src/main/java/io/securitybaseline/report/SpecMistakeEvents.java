package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each mistake in the spec once, until it is corrected. What the stored status names
 * already was published by an earlier process.
 */
final class SpecMistakeEvents {

  private final EventFactory factory;
  private final Consumer<Event> sender;
  private final Clock clock;
  private Set<String> published = Set.of();
  private @Nullable String publishedOf;

  SpecMistakeEvents(EventFactory factory, Consumer<Event> sender, Clock clock) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
  }

  void publish(SecurityBaseline baseline, List<Finding> mistakes) {
    if (!Objects.equals(publishedOf, baseline.getMetadata().getUid())) {
      publishedOf = baseline.getMetadata().getUid();
      published = inStatus(baseline.getStatus(), mistakes);
    }
    Set<String> before = published;
    Set<String> now = new HashSet<>();
    for (Finding mistake : mistakes) {
      if (now.add(mistake.reason()) && !before.contains(mistake.reason())) {
        sender.accept(
            factory.warning(baseline, mistake.reason(), mistake.message(), clock.instant()));
      }
    }
    published = now;
  }

  private static Set<String> inStatus(
      @Nullable SecurityBaselineStatus status, List<Finding> mistakes) {
    List<String> notes = status == null ? List.of() : status.everyNote().toList();
    return mistakes.stream()
        .map(Finding::reason)
        .filter(reason -> notes.stream().anyMatch(note -> note.startsWith(reason + ":")))
        .collect(Collectors.toSet());
  }
}
