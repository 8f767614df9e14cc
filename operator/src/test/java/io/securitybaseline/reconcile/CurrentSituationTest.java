package io.securitybaseline.reconcile;

import static io.securitybaseline.reconcile.Fixtures.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.reconcile.pass.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CurrentSituationTest {
  private final List<String> news = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final CurrentSituation current = new CurrentSituation(() -> news.add("news"), nanos::get);

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(current.get()).isEmpty();
  }

  @Test
  void anotherSituationIsPublished() {
    Situation audit = situation(Mode.AUDIT, Phase.ACTIVE);
    Situation enforce = situation(Mode.ENFORCE, Phase.ACTIVE);

    assertThat(current.publish(audit)).isTrue();
    assertThat(current.get()).contains(new Revision(1, audit));
    assertThat(current.publish(enforce)).isTrue();
    assertThat(current.get()).contains(new Revision(2, enforce));
    assertThat(news).hasSize(2);
  }

  @Test
  void theSameSituationIsNone() {
    current.publish(situation(Mode.AUDIT, Phase.ACTIVE));

    assertThat(current.publish(situation(Mode.AUDIT, Phase.ACTIVE))).isFalse();
    assertThat(current.get().orElseThrow().number()).isEqualTo(1);
    assertThat(news).hasSize(1);
  }

  @Test
  void aRequestedPassIsPublished() {
    current.publish(situation(Mode.AUDIT, Phase.ACTIVE, ""));

    assertThat(current.publish(situation(Mode.AUDIT, Phase.ACTIVE, "now"))).isTrue();
  }

  @Test
  void readersSeeTheChangeBeforeTheyAreTriggered() {
    List<Revision> seen = new ArrayList<>();
    var holder = new CurrentSituation[1];
    holder[0] = new CurrentSituation(() -> seen.add(holder[0].get().orElseThrow()), nanos::get);

    holder[0].publish(situation(Mode.AUDIT, Phase.ACTIVE));

    assertThat(seen).extracting(Revision::number).containsExactly(1L);
  }

  /** The clock may wrap: only differences mean anything. */
  @Test
  void ageCountsFromTheLastChange() {
    current.publish(situation(Mode.AUDIT, Phase.ACTIVE));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    current.publish(situation(Mode.AUDIT, Phase.ACTIVE));
    assertThat(current.age()).isEqualTo(Duration.ofSeconds(5));

    current.publish(situation(Mode.AUDIT, Phase.DELETING));
    assertThat(current.age()).isZero();
  }

  @Test
  void numbersGoOnAfterClearing() {
    current.publish(situation(Mode.AUDIT, Phase.ACTIVE));
    current.clear();
    assertThat(current.get()).isEmpty();

    current.publish(situation(Mode.AUDIT, Phase.ACTIVE));

    assertThat(current.get().orElseThrow().number()).isEqualTo(2);
  }
}
