package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Change;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a deletion waits for what replaces the object. */
class LeadsTest {

  private static final Duration LEAD = Duration.ofSeconds(2);
  private static final Instant START = Situations.NOW;
  private static final Leads.Of OF =
      new Leads.Of("uid", FakeModule.ONE, new Subject("Namespace", "", "shop", "uid"));

  private final Leads leads = new Leads();

  @Test
  void otherChangesDoNotWait() {
    assertThat(left(0, Situations.CREATE, Situations.DELETE)).isZero();
  }

  @Test
  void aDeletionWaitsFromWhenItIsFirstDecided() {
    assertThat(left(0, delete("one"))).isEqualTo(LEAD);
    assertThat(left(1, delete("one"))).isEqualTo(Duration.ofSeconds(1));
    assertThat(left(2, delete("one"))).isZero();
    assertThat(left(5, delete("one"))).isNegative();
  }

  @Test
  void anotherDeletionBeginsAgain() {
    left(0, delete("one"));

    assertThat(left(1, delete("one"), delete("two"))).isEqualTo(LEAD);
    assertThat(left(2, delete("two"))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aDeletionThatWasNoLongerDecidedBeginsAgain() {
    left(0, delete("one"));
    left(1);

    assertThat(left(2, delete("one"))).isEqualTo(LEAD);
  }

  @Test
  void ofANamespaceThatIsGoneNothingIsRemembered() {
    left(0, delete("one"));
    leads.forget("uid");
    leads.forget("");

    assertThat(left(2, delete("one"))).isEqualTo(LEAD);
    leads.forget("ui");
    assertThat(left(4, delete("one"))).isZero();
  }

  @Test
  void noChangeOfTheSubjectIsMadeWhileItsDeletionWaits() {
    Evaluation evaluation =
        Situations.evaluation("shop", Situations.ENFORCED, Situations.CREATE, delete("old"));
    Engine engine =
        new Engine(new FakeModule(FakeModule.ONE).evaluating((_, _) -> Stream.of(evaluation)));

    PassResult result = engine.pass.over(Situations.namespace("shop"), Situations.enforce(1));

    assertThat(engine.cluster.changes()).isEmpty();
    assertThat(result.requeueAfter()).contains(LEAD);
  }

  private Duration left(int seconds, Change... changes) {
    return leads.left(OF, List.of(changes), START.plusSeconds(seconds));
  }

  private static Change delete(String name) {
    return new Change.Delete(
        Situations.object("shop", name), new Change.Seen("uid-" + name, "1"), "surplus", LEAD);
  }
}
