package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A controller that writes bindings whole takes our record off with the group. */
class AnnotationRemovalsTest {

  private final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");
  private final AnnotationRemovals lost = new AnnotationRemovals(clock);

  @Test
  void eachSwapWhoseRecordIsGoneIsCounted() {
    Binding binding = binding(Map.of());
    for (int swap = 0; swap < 4; swap++) {
      assertThat(lost.of(binding)).isEqualTo(swap);
      lost.swapped(binding);
    }
  }

  @Test
  void usersWhoComeBackBesideTheRecordAreCountedThere() {
    lost.swapped(binding(Map.of()));

    assertThat(lost.of(binding(Map.of(Ownership.REPLACED_SUBJECTS, "{}")))).isZero();
  }

  @Test
  void anHourAfterwardsItIsForgotten() {
    lost.swapped(binding(Map.of()));
    lost.swapped(binding(Map.of()));
    clock.advance(Duration.ofMinutes(61));

    assertThat(lost.of(binding(Map.of()))).isZero();
  }

  private static Binding binding(Map<String, String> annotations) {
    return new Binding(
        Binding.ROLE_BINDING,
        "shop",
        "devs",
        "uid-1",
        "1",
        new RoleName("ClusterRole", "edit"),
        List.of(BindingSubject.user("alice@contoso.com")),
        Map.of(),
        annotations,
        List.of());
  }
}
