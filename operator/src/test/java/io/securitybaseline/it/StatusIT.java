package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.Watch;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.testing.LiveBaseline;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Recording;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a GitOps tool or a person who watches the object gets to see, from its first moment. */
class StatusIT {

  /** The generation that the CRD's default status claims. */
  private static final Long NOT_OBSERVED = -1L;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void everyStatusOnTheWayIsSound() {
    namespaces.create("seen", 5);
    Recording<SecurityBaseline> recording = new Recording<>();
    try (Watch _ = operator.cluster().client().resources(SecurityBaseline.class).watch(recording)) {
      operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
      operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
      eventually(() ->
          assertThat(LiveBaseline.counts(status(recording.objects().getLast())).restricted())
              .isEqualTo(namespaces.living().size()));
    }

    assertFirstIsUnknown(status(recording.objects().getFirst()));
    assertThat(recording.objects()).allSatisfy(StatusIT::assertSound);
    assertThat(recording.objects().stream().map(it -> it.getMetadata().getResourceVersion()))
        .doesNotHaveDuplicates();
    assertEachSaysSomethingNew(recording.objects());
  }

  private static void assertFirstIsUnknown(SecurityBaselineStatus status) {
    assertThat(condition(status, "Ready").getStatus()).isEqualTo("Unknown");
    assertThat(status.observedGeneration()).isNotEqualTo(1);
  }

  private static void assertSound(SecurityBaseline baseline) {
    SecurityBaselineStatus status = status(baseline);
    assertThat(status.observedGeneration())
        .isLessThanOrEqualTo(baseline.getMetadata().getGeneration());
    if (Objects.equals(status.observedGeneration(), NOT_OBSERVED)) {
      return;
    }
    assertThat(status.conditions())
        .allSatisfy(condition ->
            assertThat(condition.getObservedGeneration()).isEqualTo(status.observedGeneration()));
    String ready = condition(status, "Ready").getStatus();
    assertThat(LiveBaseline.condition(status, "Reconciling").isPresent())
        .isEqualTo(ready.equals("Unknown"));
    assertThat(LiveBaseline.condition(status, "Stalled").isPresent())
        .isEqualTo(ready.equals("False"));
    var counts = LiveBaseline.counts(status);
    assertThat(counts.total())
        .isEqualTo(
            counts.restricted()
                + counts.exempt()
                + counts.exposed()
                + counts.pending()
                + counts.failed());
  }

  /** Neither a write that changes nothing, nor one that changes only a time. */
  private static void assertEachSaysSomethingNew(List<SecurityBaseline> versions) {
    for (int i = 1; i < versions.size(); i++) {
      SecurityBaseline before = versions.get(i - 1);
      SecurityBaseline now = versions.get(i);
      boolean otherSpec =
          !before.getMetadata().getGeneration().equals(now.getMetadata().getGeneration());
      boolean otherFinalizers = !before.getFinalizers().equals(now.getFinalizers());
      assertThat(otherSpec || otherFinalizers || !status(before).equals(status(now)))
          .as("version %s differs from the one before", now.getMetadata().getResourceVersion())
          .isTrue();
    }
  }

  private static Condition condition(SecurityBaselineStatus status, String type) {
    return LiveBaseline.condition(status, type).orElseThrow();
  }

  private static SecurityBaselineStatus status(SecurityBaseline baseline) {
    return Objects.requireNonNull(baseline.getStatus());
  }
}
