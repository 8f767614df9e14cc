package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.Situations.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.module.Records;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.report.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final Seen SEEN = new Seen("uid-b", "1");

  private final Memory memory = new Memory();
  private final FakeObjects objects = new FakeObjects();

  @Test
  void bindingsThatCarryTheAnnotationAreFoundByTheirUid() {
    objects.set(
        binding("shop", "plain", false), binding("shop", "annotated", true), clusterBinding());

    assertThat(
            Memory.annotated(
                List.of(
                    swap(binding("shop", "plain", false)),
                    swap(binding("shop", "annotated", false)),
                    swap(binding("farm", "annotated", false)),
                    swap(clusterBinding()),
                    new Change.Update(binding("shop", "annotated", true), SEEN, "")),
                objects))
        .containsExactlyInAnyOrder("uid-annotated", "uid-all");
  }

  @Test
  void aLaterBindingOfTheSameNameIsAnother() {
    objects.set(binding("shop", "annotated", true));
    RoleBinding swapped = binding("shop", "annotated", false);

    assertThat(
            Memory.annotated(
                List.of(new Change.SwapSubjects(swapped, new Seen("uid-before", "1"), "")),
                objects))
        .isEmpty();
  }

  @Test
  void aSwapWhoseAnnotationIsGoneAtTheNextPassIsARemoval() {
    memory.applied(List.of(swap(binding("shop", "b", false))), Set.of(), TODAY);

    assertThat(records().annotationRemovals("uid-b", true)).isZero();
    assertThat(records().annotationRemovals("uid-b", false)).isEqualTo(1);
    assertThat(memory.annotationRemovals(TODAY)).isEmpty();
  }

  @Test
  void aSwapOfABindingThatKeptItsAnnotationIsNoRemoval() {
    memory.applied(List.of(swap(binding("shop", "b", false))), Set.of(), TODAY);
    memory.applied(List.of(swap(binding("shop", "b", false))), Set.of("uid-b"), TODAY);
    assertThat(memory.annotationRemovals(TODAY)).isEmpty();

    memory.applied(List.of(swap(binding("shop", "b", false))), Set.of(), TODAY);
    assertThat(memory.annotationRemovals(TODAY))
        .containsExactly(new AnnotationRemoval("uid-b", 1, TODAY));
  }

  @Test
  void otherChangesAreNoSwaps() {
    memory.applied(List.of(Situations.CREATE, Situations.DELETE), Set.of(), TODAY);

    assertThat(records().annotationRemovals("uid-ours", false)).isZero();
  }

  @Test
  void theStatusHasRoomForTwentyRemovals() {
    memory.restore(
        IntStream.range(0, 30)
            .mapToObj(i -> new AnnotationRemoval("uid-" + i, 30 - i, TODAY))
            .toList(),
        TODAY);

    assertThat(memory.annotationRemovals(TODAY))
        .hasSize(20)
        .startsWith(new AnnotationRemoval("uid-0", 30, TODAY));
    assertThat(records().annotationRemovals("uid-29", true)).isEqualTo(1);
  }

  @Test
  void whatWasWrittenOrMayHaveBeenIsReadInsteadOfTheVersionBefore() {
    RoleBinding cached = binding("shop", "b", false);
    RoleBinding sent = binding("shop", "b", true);

    for (Outcome outcome :
        List.of(
            new Outcome.Applied(),
            new Outcome.Rewritten("subjects"),
            new Outcome.Retryable(Duration.ZERO, ""))) {
      Memory fresh = new Memory();
      fresh.written(List.of(swap(sent)), List.of(outcome));
      assertThat(fresh.over(objects).written(cached)).contains(sent);
    }
    for (Outcome outcome :
        List.of(new Outcome.Conflict(), new Outcome.Forbidden(""), new Outcome.Rejected(""))) {
      Memory fresh = new Memory();
      fresh.written(List.of(swap(sent)), List.of(outcome));
      assertThat(fresh.over(objects).written(cached)).isEmpty();
    }
  }

  @Test
  void everyChangeOfAnObjectThatExistsIsRemembered() {
    RoleBinding cached = binding("shop", "b", false);
    RoleBinding sent = binding("shop", "b", true);

    for (Change change :
        List.of(new Change.Update(sent, SEEN, ""), new Change.Replace(sent, cached, ""))) {
      Memory fresh = new Memory();
      fresh.written(List.of(change), List.of(new Outcome.Applied()));
      assertThat(fresh.over(objects).written(cached)).contains(sent);
    }
    for (Change change : List.of(new Change.Create(sent, ""), new Change.Delete(sent, SEEN, ""))) {
      Memory fresh = new Memory();
      fresh.written(List.of(change), List.of(new Outcome.Applied()));
      assertThat(fresh.over(objects).written(cached)).isEmpty();
    }
  }

  @Test
  void theCacheCountsAsSoonAsItShowsAnotherVersion() {
    RoleBinding sent = binding("shop", "b", true);
    memory.written(List.of(swap(sent)), List.of(new Outcome.Applied()));
    ResourceReader reader = memory.over(objects);
    RoleBinding later = binding("shop", "b", false);
    later.getMetadata().setResourceVersion("2");

    assertThat(reader.written(binding("shop", "other", false))).isEmpty();
    assertThat(reader.written(binding("shop", "b", false))).contains(sent);
    assertThat(reader.written(later)).isEmpty();
    assertThat(reader.written(binding("shop", "b", false))).isEmpty();
  }

  @Test
  void anObjectThatIsGoneIsForgotten() {
    ClusterRoleBinding binding = clusterBinding();
    memory.written(List.of(swap(binding)), List.of(new Outcome.Applied()));
    ScopedObject scoped = ScopedObject.of(binding);
    memory
        .ledger()
        .record(
            scoped.scope(),
            scoped.uid(),
            FakeModule.ONE,
            new Ledger.Result(1, 1, Tally.NONE, 0, 0, null, List.of(), false, false));

    memory.forget(scoped);

    assertThat(memory.over(objects).written(binding)).isEmpty();
    assertThat(memory.ledger().find(scoped.scope(), scoped.uid(), FakeModule.ONE)).isEmpty();
  }

  @Test
  void everythingElseIsReadFromTheCache() {
    RoleBinding binding = binding("shop", "b", false);
    ClusterRoleBinding ofCluster = clusterBinding();
    objects.set(binding, ofCluster);
    ResourceReader reader = memory.over(objects);

    assertThat(reader.inNamespace(RoleBinding.class, "shop")).containsExactly(binding);
    assertThat(reader.all(RoleBinding.class)).containsExactly(binding);
    assertThat(reader.find(ClusterRoleBinding.class, "all")).contains(ofCluster);
    assertThat(reader.serves(RoleBinding.class)).isTrue();
    assertThat(reader.served()).isSameAs(objects.served());
    assertThat(reader.live(RoleBinding.class)).isEmpty();
  }

  private Records records() {
    return memory.in(Situations.enforce(1));
  }

  private static Change swap(HasMetadata object) {
    return new Change.SwapSubjects(object, Seen.of(object), "");
  }

  private static RoleBinding binding(String namespace, String name, boolean annotated) {
    RoleBinding binding = new RoleBinding();
    binding.setMetadata(metadata(name, annotated));
    binding.getMetadata().setNamespace(namespace);
    return binding;
  }

  private static ClusterRoleBinding clusterBinding() {
    ClusterRoleBinding binding = new ClusterRoleBinding();
    binding.setMetadata(metadata("all", true));
    return binding;
  }

  private static ObjectMeta metadata(String name, boolean annotated) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withUid("uid-" + name)
        .withResourceVersion("1")
        .withAnnotations(annotated ? Map.of(Ownership.REPLACED_SUBJECTS, "[]") : null)
        .build();
  }
}
