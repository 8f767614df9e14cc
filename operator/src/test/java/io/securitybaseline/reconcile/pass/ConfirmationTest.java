package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.TWO;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.enforce;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two objects, of which one has to keep its user: each may lose it only while the other has one, in
 * the cache, in what was written and on the API server.
 */
class ConfirmationTest {

  private static final Traits CONFIRM = new Traits(false, true, 0, Set.of());
  private static final ClusterRoleBinding A = binding("a", "1", "alice");
  private static final ClusterRoleBinding B = binding("b", "1", "bob");

  private final FakeModule module =
      new FakeModule(TWO)
          .in(Set.of(ClusterRoleBinding.class))
          .evaluating(
              (input, scope) -> Stream.of(evaluate(input, ((Scope.OneObject) scope).name())));
  private final Engine engine = new Engine(module);

  ConfirmationTest() {
    engine.objects.set(A, B);
    engine.live(() -> List.of(A, B));
  }

  @Test
  void oneAfterTheOtherOnlyTheFirstChanges() {
    engine.pass.over(A, enforce(1));
    engine.pass.over(B, enforce(1));

    assertThat(changed()).containsExactly("a");
  }

  @Test
  void atOnceOnlyOneChanges() throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      List<Callable<PassResult>> passes =
          List.of(() -> engine.pass.over(A, enforce(1)), () -> engine.pass.over(B, enforce(1)));
      for (Future<PassResult> done : workers.invokeAll(passes)) {
        done.get();
      }
    }

    assertThat(changed()).hasSize(1);
  }

  @Test
  void aChangeWhoseResponseIsLostCountsAsMade() {
    engine.cluster.answering(_ -> new Outcome.Retryable(Duration.ZERO, "connection reset"));
    engine.pass.over(A, enforce(1));
    engine.cluster.answering(_ -> new Outcome.Applied());

    engine.pass.over(B, enforce(1));

    assertThat(changed()).containsExactly("a");
  }

  @Test
  void aChangeThatWasRejectedDoesNotCountAsMade() {
    engine.cluster.answering(_ -> new Outcome.Rejected("no"));
    engine.pass.over(A, enforce(1));
    engine.cluster.answering(_ -> new Outcome.Applied());

    engine.pass.over(B, enforce(1));

    assertThat(changed()).containsExactly("a", "b");
  }

  @Test
  void whatTheCacheDoesNotShowYetIsReadFromTheServer() {
    engine.live(() -> List.of(binding("a", "2"), B));

    engine.pass.over(B, enforce(1));

    assertThat(changed()).isEmpty();
  }

  @Test
  void whatOnlyTheServerShowsDoesNotCountYet() {
    engine.objects.set(binding("a", "1"), B);

    engine.pass.over(B, enforce(1));

    assertThat(changed()).isEmpty();
  }

  @Test
  void onceTheCacheShowsTheWriteItIsReadFromThere() {
    engine.pass.over(A, enforce(1));
    ClusterRoleBinding restored = binding("a", "3", "carol");
    engine.objects.set(restored, B);
    engine.live(() -> List.of(restored, B));

    engine.pass.over(B, enforce(1));

    assertThat(changed()).containsExactly("a", "b");
  }

  @Test
  void aServerThatDoesNotAnswerHoldsTheChange() {
    engine.live(() -> {
      throw new IllegalStateException("no answer");
    });

    PassResult result = engine.pass.over(B, enforce(1));

    assertThat(result.requeueAfter()).isPresent();
    assertThat(changed()).isEmpty();
    Ledger.Result recorded = engine.result(B, TWO).orElseThrow();
    assertThat(recorded.failures()).isEqualTo(1);
    assertThat(recorded.tally().states()).isEqualTo(Map.of(SubjectState.FAILED, 1));
    assertThat(recorded.tally().planned()).isEqualTo(1);
    assertThat(recorded.tally().worst().getFirst().finding())
        .isEqualTo(
            Finding.violation(
                "ApplyFailed",
                "the objects that the change depends on could not be read and it is retried: no"
                    + " answer"));
  }

  @Test
  void theOthersAreKnownThatDependOnAnObject() {
    engine.pass.over(A, enforce(1));
    engine.pass.over(B, enforce(1));

    assertThat(engine.pass.isToBeConfirmed(A)).isTrue();
    assertThat(engine.pass.othersToBeConfirmed(A)).containsExactly("b");
    engine.pass.forget(B);
    assertThat(engine.pass.othersToBeConfirmed(A)).isEmpty();
    assertThat(engine.pass.isToBeConfirmed(B)).isFalse();
  }

  private List<String> changed() {
    return engine.cluster.changes().stream()
        .map(change -> change.object().getMetadata().getName())
        .toList();
  }

  /** The user goes if another binding has one. */
  private static Evaluation evaluate(EvaluationInput input, String name) {
    ResourceReader reader = input.resources();
    ClusterRoleBinding binding = reader.find(ClusterRoleBinding.class, name).orElseThrow();
    boolean another =
        reader
            .all(ClusterRoleBinding.class)
            .filter(other -> !other.getMetadata().getName().equals(name))
            .anyMatch(other ->
                hasUser(reader.written(other).orElse(other))
                    && hasUser(other)
                    && reader.live(ClusterRoleBinding.class).stream()
                        .flatMap(List::stream)
                        .filter(live ->
                            live.getMetadata().getUid().equals(other.getMetadata().getUid()))
                        .allMatch(ConfirmationTest::hasUser));
    Change swap =
        new Change.SwapSubjects(
            binding(name, "2"), Change.Seen.of(binding), "a group replaces the user");
    return new Evaluation(
        new Subject("ClusterRoleBinding", "", name, "uid-" + name),
        ENFORCED,
        new Verdict(
            List.of(Finding.autoFixable("UserBinding", "a user")),
            another ? List.of(swap) : List.of(),
            List.of()),
        CONFIRM,
        null);
  }

  private static boolean hasUser(ClusterRoleBinding binding) {
    return !binding.getSubjects().isEmpty();
  }

  private static ClusterRoleBinding binding(String name, String version, String... users) {
    var binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withUid("uid-" + name)
            .withResourceVersion(version)
            .endMetadata();
    Stream.of(users).forEach(user -> binding.addNewSubject("rbac", "User", user, null));
    return binding.build();
  }
}
