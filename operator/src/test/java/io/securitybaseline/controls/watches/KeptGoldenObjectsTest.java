package io.securitybaseline.controls.watches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.client.SparseSerialization;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.testing.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What an evaluation depends on is the same of the objects of the golden cases, of what a cache
 * keeps of them, and of what is read of them from the wire: so the verdicts are the same.
 */
class KeptGoldenObjectsTest {

  private static final Path CASES = Path.of("src/test/resources/control");

  private final KubernetesSerialization whole = new KubernetesSerialization();
  private final KubernetesSerialization sparse = SparseSerialization.create(Controls.watches());

  @TestFactory
  Stream<DynamicTest> inputsStayTheSame() {
    List<JsonNode> objects = objects();
    return Controls.watches().stream()
        .filter(watch -> watch.selection() instanceof Selection.All)
        .filter(watch -> objects.stream().anyMatch(object -> isOf(watch, object)))
        .map(watch ->
            DynamicTest.dynamicTest(
                watch.name(),
                () ->
                    objects.stream()
                        .filter(object -> isOf(watch, object))
                        .forEach(object -> isTheSame(watch, object))));
  }

  private <T extends HasMetadata> void isTheSame(Watch<T> watch, JsonNode json) {
    T object = whole.convertValue(json, watch.kind().type());
    Object input = Samples.input(object);
    T kept = kept(watch, object);

    assertThat(Samples.input(kept)).isEqualTo(input);
    assertThat(watch.triggers(object, kept)).isFalse();
    assertThat(kept(watch, sparse.convertValue(json, watch.kind().type()))).isEqualTo(kept);
    assertThat(kept(watch, kept)).isEqualTo(kept);
  }

  private static <T extends HasMetadata> T kept(Watch<T> watch, T object) {
    return watch.reduction(Interners.create()).apply(object);
  }

  private static boolean isOf(Watch<?> watch, JsonNode object) {
    return object.at("/kind").asText().equals(watch.kind().name())
        && object.at("/apiVersion").asText().startsWith(watch.kind().group());
  }

  private static List<JsonNode> objects() {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files
          .filter(file ->
              file.getFileName()
                  .toString()
                  .matches("in-(policies|other-kinds|nodes|.*binding).yaml"))
          .flatMap(file -> Manifests.parse(text(file)).objects().stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
