package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.testing.ChartRbac;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An Event that stands for several is accepted by a real API server, with the chart's rights. */
class CombinedEventIT {

  @Test
  void isCreatedWithItsCountWithoutARightToChangeEvents() {
    ChartRbac rights = ChartRbac.applyTo(ControlPlane.shared());
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(rights.config()).build()) {
      Event combined = combined(TestNamespaces.unusedName("noisy"));

      Outcome outcome =
          new KubernetesClusterWriter(client).apply(new Change.Create(combined, "test"));

      assertThat(outcome).isEqualTo(new Outcome.Applied());
      assertThat(combined.getCount()).isEqualTo(3);
      assertThat(combined.getMessage()).startsWith(EventLimiter.COMBINED);
    }
  }

  private static Event combined(String namespace) {
    Namespace about =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace)
            .withUid("00000000-0000-0000-0000-000000000000")
            .endMetadata()
            .build();
    EventFactory announcements = new EventFactory("test");
    EventLimiter limiter = new EventLimiter(_ -> {});
    for (int i = 0; i < EventLimiter.SIMILAR_AT_ONCE + 2; i++) {
      limiter.admit(announcements.warning(about, "Test", "x", Instant.EPOCH), 0);
    }
    Optional<Event> combined =
        limiter.admit(
            announcements.warning(about, "Test", "x", Instant.EPOCH.plusSeconds(301)),
            EventLimiter.INTERVAL.toNanos());
    return combined.orElseThrow();
  }
}
