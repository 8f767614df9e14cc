package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.FakeModule.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.Scope;
import io.securitybaseline.report.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

  private static final Scope SHOP = new Scope.InNamespace("shop");

  private final Memory memory = new Memory();
  private final Ledger ledger = memory.ledger();

  @Test
  void whatIsRecordedIsFound() {
    ledger.record(SHOP, "uid-1", ONE, result(1, SubjectState.COMPLIANT));
    ledger.record(SHOP, "uid-1", TWO, result(2, SubjectState.FAILED));

    assertThat(ledger.find(SHOP, "uid-1", ONE)).contains(result(1, SubjectState.COMPLIANT));
    assertThat(ledger.find(SHOP, "uid-1", TWO)).contains(result(2, SubjectState.FAILED));
    assertThat(ledger.find(new Scope.OneObject("ClusterRoleBinding", "shop"), "uid-1", ONE))
        .isEmpty();
  }

  @Test
  void aLaterObjectOfTheSameNameIsAnother() {
    ledger.record(SHOP, "uid-1", ONE, result(1, SubjectState.COMPLIANT));
    ledger.record(SHOP, "uid-2", TWO, result(1, SubjectState.COMPLIANT));

    assertThat(ledger.find(SHOP, "uid-1", ONE)).isEmpty();
    assertThat(ledger.find(SHOP, "uid-2", ONE)).isEmpty();
    assertThat(ledger.find(SHOP, "uid-2", TWO)).isPresent();
  }

  @Test
  void forgettingTheOldDoesNotForgetTheLaterOne() {
    ledger.record(SHOP, "uid-2", ONE, result(1, SubjectState.COMPLIANT));

    ledger.forget(SHOP, "uid-1");
    assertThat(ledger.find(SHOP, "uid-2", ONE)).isPresent();
    ledger.forget(SHOP, "uid-2");
    assertThat(ledger.find(SHOP, "uid-2", ONE)).isEmpty();
    ledger.forget(SHOP, "uid-2");
  }

  @Test
  void clearingForgetsEverything() {
    ledger.record(SHOP, "uid-1", ONE, result(1, SubjectState.COMPLIANT));

    ledger.clear();

    assertThat(ledger.find(SHOP, "uid-1", ONE)).isEmpty();
  }

  /** Ten thousand compliant namespaces cost one tally. */
  @Test
  void equalTalliesAreOne() {
    Scope other = new Scope.InNamespace("other");
    ledger.record(SHOP, "uid-1", ONE, result(1, SubjectState.COMPLIANT));
    ledger.record(other, "uid-2", ONE, result(1, SubjectState.COMPLIANT));

    assertThat(ledger.find(SHOP, "uid-1", ONE).orElseThrow().tally())
        .isSameAs(ledger.find(other, "uid-2", ONE).orElseThrow().tally());
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceIsWhatWasSeenDoneInTheSameSituation(SubjectState state) {
    ledger.record(SHOP, "uid-1", ONE, result(3, state));
    boolean done = state == SubjectState.COMPLIANT || state == SubjectState.VIOLATING;

    assertThat(records(3).inPlace(ONE, "shop", "uid-1").isPresent()).isEqualTo(done);
    assertThat(records(4).inPlace(ONE, "shop", "uid-1")).isEmpty();
    assertThat(records(3).inPlace(TWO, "shop", "uid-1")).isEmpty();
    assertThat(records(3).inPlace(ONE, "shop", "uid-2")).isEmpty();
  }

  @Test
  void nothingIsInPlaceWhereNothingIsCounted() {
    ledger.record(SHOP, "uid-1", ONE, result(3, Tally.NONE, 0));

    assertThat(records(3).inPlace(ONE, "shop", "uid-1")).isEmpty();
  }

  @Test
  void anIntentIsRememberedAcrossSituations() {
    ledger.record(SHOP, "uid-1", ONE, result(3, Tally.NONE, 7));
    ledger.record(SHOP, "uid-1", TWO, result(3, Tally.NONE, 0));

    assertThat(records(9).hadIntent(ONE, "shop", "uid-1")).isTrue();
    assertThat(records(9).hadIntent(TWO, "shop", "uid-1")).isFalse();
    assertThat(records(9).hadIntent(ONE, "shop", "uid-2")).isFalse();
  }

  private Records records(long revision) {
    return memory.in(Situations.enforce(revision));
  }

  private static Ledger.Result result(long revision, SubjectState state) {
    Tally.Collector subjects = new Tally.Collector();
    subjects.add(
        new Tally.Counted(
            "", "any", state, List.of(Finding.note("AlreadyIsolated", "")), 0, List.of()));
    return result(revision, subjects.result(), 0);
  }

  private static Ledger.Result result(long revision, Tally tally, int intent) {
    return new Ledger.Result(1, revision, tally, 0, intent, null, List.of(), false, false);
  }
}
