package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static io.securitybaseline.reconcile.pass.Situations.DELETE;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.deleting;
import static io.securitybaseline.reconcile.pass.Situations.evaluation;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static io.securitybaseline.reconcile.pass.Situations.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the finalizer of a baseline that is being deleted may go. */
class CleanupTest {

  private final FakeModule module =
      new FakeModule(ONE)
          .evaluating((_, scope) ->
              scope instanceof Scope.InNamespace(String name)
                  ? Stream.of(evaluation(name, ENFORCED, CREATE))
                  : Stream.empty());
  private final Engine engine = new Engine(module);

  @Test
  void everyNamespaceHasToBeEvaluatedForThatPurpose() {
    engine.objects.set(namespace("shop"), namespace("other"));
    engine.pass.over(namespace("shop"), deleting(2));
    engine.pass.over(namespace("other"), deleting(1));

    assertThat(engine.baseline.cleanUp(deleting(2)).complete()).isFalse();

    engine.pass.over(namespace("other"), deleting(2));
    assertThat(engine.baseline.cleanUp(deleting(2))).isEqualTo(CleanupProgress.NOTHING_TO_DO);
  }

  @Test
  void whatIsLeftIsWaitedFor() {
    engine.objects.set(namespace("shop"));
    module.owning(object("shop", "ours"));
    engine.pass.over(namespace("shop"), deleting(1));

    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();
  }

  @Test
  void whatFinalizersOfOthersKeepIsNamedAndNotWaitedFor() {
    engine.objects.set(namespace("shop"));
    module.owning(
        new ConfigMapBuilder(object("shop", "ours"))
            .editMetadata()
            .withDeletionTimestamp("2026-11-23T10:00:00Z")
            .withFinalizers("example.com/keep")
            .endMetadata()
            .build());
    engine.pass.over(namespace("shop"), deleting(1));

    CleanupProgress progress = engine.baseline.cleanUp(deleting(1));

    assertThat(progress.complete()).isTrue();
    assertThat(progress.leftBehind())
        .containsExactly(
            "namespace shop: ConfigMap ours is being deleted and is blocked by finalizer"
                + " example.com/keep");
  }

  @Test
  void aDeletionThatIsRejectedSeveralTimesIsNamedAndNotWaitedFor() {
    engine.cluster.answering(_ -> new Outcome.Forbidden("no permission"));
    engine.objects.set(namespace("shop"));
    module.owning(object("shop", "ours"));
    for (int i = 0; i < 2; i++) {
      engine.pass.over(namespace("shop"), deleting(1));
    }
    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();

    engine.pass.over(namespace("shop"), deleting(1));

    CleanupProgress progress = engine.baseline.cleanUp(deleting(1));
    assertThat(progress.complete()).isTrue();
    assertThat(progress.leftBehind())
        .singleElement()
        .asString()
        .startsWith("namespace shop: the deletion of ConfigMap ours is rejected: the API server")
        .endsWith("no permission");
  }

  @Test
  void aFailureThatPassesIsNotGivenUp() {
    engine.cluster.answering(_ -> new Outcome.Conflict());
    engine.objects.set(namespace("shop"));
    module.owning(object("shop", "ours"));
    for (int i = 0; i < 5; i++) {
      engine.pass.over(namespace("shop"), deleting(1));
    }

    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();
  }

  @Test
  void changesToTheClusterAreWaitedForAndGivenUpLikewise() {
    module.evaluating((_, scope) ->
        scope instanceof Scope.WholeCluster ? Stream.of(ofCluster()) : Stream.empty());
    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();

    engine.cluster.answering(_ -> new Outcome.Rejected("no thanks"));
    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();
    assertThat(engine.baseline.cleanUp(deleting(1)).complete()).isFalse();
    CleanupProgress progress = engine.baseline.cleanUp(deleting(1));

    assertThat(progress.complete()).isTrue();
    assertThat(progress.leftBehind())
        .containsExactly(
            "kept by a finalizer",
            "the API server or an admission policy rejected the object: no thanks");
  }

  private static Evaluation ofCluster() {
    return new Evaluation(
        Subject.CLUSTER,
        ENFORCED,
        new Verdict(
            List.of(Finding.violation("DeletionBlocked", "kept by a finalizer")),
            List.of(),
            List.of(DELETE)),
        Traits.NONE,
        null);
  }
}
