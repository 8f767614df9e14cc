package io.securitybaseline.controls.watches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.client.SparseSerialization;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.watches.ModelLeaves.Leaf;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is declared is kept, read from the wire, compared and evaluated, and nothing else is. A
 * field that is kept and not read, or read and not kept, fails here.
 */
class WatchesTest {

  /** What identifies an object and its version, which every kind keeps. */
  private static final Set<String> IDENTITY =
      Set.of(
          "apiVersion", "kind", "metadata.name", "metadata.namespace", "metadata.resourceVersion");

  /** What is read of the metadata of every kind, as of a SecurityBaseline. */
  private static final Set<String> METADATA =
      Set.of(
          "ObjectMeta.uid",
          "ObjectMeta.generation",
          "ObjectMeta.deletionTimestamp",
          "ObjectMeta.labels",
          "ObjectMeta.annotations",
          "ObjectMeta.finalizers");

  private final List<Watch<?>> watches = Controls.watches();
  private final KubernetesSerialization sparse = SparseSerialization.create(watches);
  private final Set<String> readOfModels =
      watches.stream()
          .flatMap(watch ->
              ModelLeaves.of(watch.kind().type()).stream().filter(leaf -> isRead(watch, leaf)))
          .map(Leaf::field)
          .collect(Collectors.toSet());

  /** What is tried with every kind that is not read whole. */
  private interface Check {
    <T extends HasMetadata> void of(Watch<T> watch, SampleObject<T> sample);
  }

  @TestFactory
  Stream<DynamicTest> samplesChangeEachDeclaredField() {
    return forEach(this::changesEachDeclaredField);
  }

  @TestFactory
  Stream<DynamicTest> declaredFieldsAreKeptAndReadAndStartAnEvaluation() {
    return forEach(this::declaredFieldsMatter);
  }

  @TestFactory
  Stream<DynamicTest> otherFieldsAreNeitherReadNorKeptNorCompared() {
    return forEach(this::otherFieldsDoNotMatter);
  }

  private <T extends HasMetadata> void changesEachDeclaredField(
      Watch<T> watch, SampleObject<T> sample) {
    Set<String> changes = new TreeSet<>();
    sample.changes().fieldNames().forEachRemaining(changes::add);
    assertThat(changes).isEqualTo(watch.paths().collect(Collectors.toCollection(TreeSet::new)));
  }

  private <T extends HasMetadata> void declaredFieldsMatter(
      Watch<T> watch, SampleObject<T> sample) {
    T before = sample.kept(sample.whole(sample.json()));
    assertThat(sample.inputOf(before)).isEqualTo(sample.inputOf(sample.whole(sample.json())));
    assertThat(watch.triggers(sample.whole(sample.json()), before)).isFalse();
    for (String path : watch.paths().distinct().toList()) {
      JsonNode changed = sample.changed(path);
      T now = sample.whole(changed);
      T kept = sample.kept(sample.whole(changed));
      assertThat(kept).as("kept: " + path).isNotEqualTo(before);
      assertThat(sample.inputOf(kept)).as("read: " + path).isNotEqualTo(sample.inputOf(before));
      assertThat(sample.inputOf(kept)).as(path).isEqualTo(sample.inputOf(now));
      assertThat(watch.triggers(now, before))
          .as("compared: " + path)
          .isEqualTo(watch.fields().stream().anyMatch(field -> triggers(field, path)));
      assertThat(watch.triggers(now, kept)).as("compared with itself: " + path).isFalse();
      assertThat(sample.kept(sparse.convertValue(changed, watch.kind().type())))
          .as("from the wire: " + path)
          .isEqualTo(kept);
    }
  }

  private static boolean triggers(Field<?> field, String path) {
    return field.triggers() && field.paths().contains(path);
  }

  private <T extends HasMetadata> void otherFieldsDoNotMatter(
      Watch<T> watch, SampleObject<T> sample) {
    T before = sample.kept(sample.whole(sample.json()));
    List<Leaf> others =
        ModelLeaves.of(watch.kind().type()).stream()
            .filter(leaf -> !isDeclared(watch, leaf) && !IDENTITY.contains(leaf.name()))
            .toList();
    assertThat(others).isNotEmpty();
    for (Leaf leaf : others) {
      JsonNode changed = sample.with(leaf);
      assertThat(changed).isNotEqualTo(sample.json());
      assertThat(sample.kept(sample.whole(changed))).as("kept: " + leaf.name()).isEqualTo(before);
      assertThat(watch.triggers(sample.whole(changed), before)).as(leaf.name()).isFalse();
      if (!readOfModels.contains(leaf.field()) && !METADATA.contains(leaf.field())) {
        assertThat(sparse.<T>convertValue(changed, watch.kind().type()))
            .as("from the wire: " + leaf.name())
            .isEqualTo(sparse.convertValue(sample.around(leaf), watch.kind().type()));
      }
    }
  }

  /** A path with a key in brackets is of that key alone. */
  private static boolean isDeclared(Watch<?> watch, Leaf leaf) {
    return watch.paths().anyMatch(path -> covers(path, leaf));
  }

  /** A map is read whole, for whichever key. */
  private static boolean isRead(Watch<?> watch, Leaf leaf) {
    return watch.paths().anyMatch(path -> covers(path.replaceAll("\\[.*", ""), leaf));
  }

  private static boolean covers(String path, Leaf leaf) {
    String field = path.replace("?", "");
    return field.isEmpty() || leaf.name().equals(field) || leaf.name().startsWith(field + ".");
  }

  private Stream<DynamicTest> forEach(Check check) {
    return watches.stream()
        .filter(watch -> watch.paths().noneMatch(String::isEmpty))
        .map(watch -> DynamicTest.dynamicTest(watch.name(), () -> run(check, watch)));
  }

  private static <T extends HasMetadata> void run(Check check, Watch<T> watch) {
    check.of(watch, Samples.of(watch));
  }
}
