package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.FakeModule.TWO;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.TODAY;
import static io.securitybaseline.reconcile.pass.Situations.enforce;
import static io.securitybaseline.reconcile.pass.Situations.evaluation;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.report.ControlReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What passes over the baseline take up, notice and forget. */
class BaselineLifeTest {

  private final FakeModule one = new FakeModule(ONE);
  private final FakeModule two = new FakeModule(TWO);
  private final Engine engine = new Engine(one, two);

  @Test
  void everythingIsEvaluatedAgainWhenWhatScopesShareChanges() {
    assertThat(engine.baseline.hasNewSharedInput()).isFalse();
    assertThat(engine.baseline.hasNewSharedInput()).isFalse();

    two.sharing(7);

    assertThat(engine.baseline.hasNewSharedInput()).isTrue();
    assertThat(engine.baseline.hasNewSharedInput()).isFalse();
  }

  @Test
  void removalsInTheStatusAreTakenUpFromEachControl() {
    AnnotationRemoval first = new AnnotationRemoval("uid-a", 2, TODAY);
    AnnotationRemoval second = new AnnotationRemoval("uid-b", 1, TODAY);
    one.counting(first);
    two.counting(second);

    engine.baseline.restore(
        Serialization.unmarshal("---\n{}", SecurityBaselineStatus.class), TODAY);

    assertThat(engine.memory.annotationRemovals(TODAY)).containsExactly(first, second);
  }

  @Test
  void resultsAreForgottenWithTheBaseline() {
    one.evaluating((_, _) -> Stream.of(evaluation("shop", AUDITED)));
    engine.pass.over(namespace("shop"), enforce(1));
    assertThat(engine.result(namespace("shop"), ONE)).isPresent();

    engine.baseline.forget();

    assertThat(engine.result(namespace("shop"), ONE)).isEmpty();
  }

  @Test
  void aControlThatCannotReportIsUnknownAndTheOtherReports() {
    one.reporting(_ -> {
      throw new IllegalStateException("a fault");
    });

    var results = engine.baseline.over(enforce(1));

    ControlReport failed = results.getFirst().report();
    assertThat(failed.conditions()).containsOnlyKeys("OneMet");
    assertThat(failed.conditions().firstEntry().getValue().status()).hasToString("Unknown");
    assertThat(failed.conditions().firstEntry().getValue().reason()).isEqualTo("ControlFailed");
    assertThat(results.getLast().report()).isInstanceOf(FakeModule.Report.class);
  }
}
