package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A result of a probe is an event when it changes, and only then. */
class ProbeEventsTest {

  private final List<Event> sent = new ArrayList<>();
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
  private ProbeEvents events = events();

  @Test
  void eachChangeOfAResultIsPublishedOnce() {
    SecurityBaseline baseline = baseline("[]");

    events.publish(baseline, status(probe("np1", "NotProbed", "NotInPlace")));
    assertThat(sent).isEmpty();
    events.publish(baseline, status(probe("np1", "Reached", "NotInPlace")));
    events.publish(baseline, status(probe("np1", "Reached", "NotInPlace")));
    events.publish(baseline, status(probe("np1", "Reached", "InPlace")));
    events.publish(baseline, status(probe("np1", "Blocked", "InPlace")));

    assertThat(sent).extracting(Event::getReason).containsOnly("Probed");
    assertThat(sent).extracting(Event::getType).containsExactly("Warning", "Warning", "Normal");
    assertThat(sent.getFirst().getMessage())
        .isEqualTo(
            "Probe of np1/amd64: Reached: m (policy NotInPlace, node image i, engine Calico)");
  }

  @Test
  void whatIsStoredWasPublishedByAnEarlierProcess() {
    SecurityBaseline baseline = baseline(probe("np1", "Reached", "InPlace"));

    events.publish(baseline, status(probe("np1", "Reached", "InPlace")));
    assertThat(sent).isEmpty();
    events.publish(baseline, status(probe("np1", "Blocked", "InPlace")));
    assertThat(sent).hasSize(1);
  }

  @Test
  void manyChangesAtOnceAreLeftToTheStatus() {
    events.publish(baseline("[]"), status(probes(21)));
    assertThat(sent).isEmpty();

    events = events();
    events.publish(baseline("[]"), status(probes(20)));
    assertThat(sent).hasSize(20);
  }

  private ProbeEvents events() {
    return new ProbeEvents(new EventFactory("test"), sent::add, clock);
  }

  private static String probes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> probe("np" + i, "Blocked", "InPlace"))
        .map(list -> list.substring(1, list.length() - 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String probe(String pool, String result, String policy) {
    return "[{pool: %s, architecture: amd64, result: %s, message: m, policy: %s, nodeImage: i, engine: Calico}]"
        .formatted(pool, result, policy);
  }

  private static SecurityBaselineStatus status(String probes) {
    return Serialization.unmarshal(
        "---\ninstanceMetadata: {engine: Calico, probes: %s}".formatted(probes),
        SecurityBaselineStatus.class);
  }

  private static SecurityBaseline baseline(String probes) {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(new ObjectMetaBuilder().withName("default").withUid("uid-1").build());
    baseline.setStatus(status(probes));
    return baseline;
  }
}
