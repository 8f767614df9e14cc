package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code testing/engines/scenarios}: each folder holds a {@code scenario.yaml} with the rows
 * and what packets do, an {@code objects.yaml}, and perhaps a {@code later.yaml}.
 */
final class ScenarioFolders {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ScenarioFolders() {}

  /** What a {@code scenario.yaml} holds; pods are names in the namespace of the scenario. */
  private record Header(
      @Nullable List<String> rows, Map<String, Map<String, List<String>>> packets) {}

  static List<Scenario> read(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).sorted().map(ScenarioFolders::one).toList();
    } catch (IOException e) {
      throw new LabException("cannot read " + folder, e);
    }
  }

  private static Scenario one(Path folder) {
    String name = String.valueOf(folder.getFileName());
    try {
      Header header = YAML.readValue(folder.resolve("scenario.yaml").toFile(), Header.class);
      Map<String, Optional<Scenario.Expected>> expected = new LinkedHashMap<>();
      header
          .packets()
          .forEach((engine, steps) -> expected.put(engine, Optional.of(expected(name, steps))));
      return new Scenario(
          name,
          header.rows() == null ? List.of() : header.rows(),
          expected,
          objects(folder.resolve("objects.yaml")),
          Files.exists(folder.resolve("later.yaml"))
              ? objects(folder.resolve("later.yaml"))
              : List.of());
    } catch (IOException e) {
      throw new LabException("cannot read " + folder, e);
    }
  }

  private static Scenario.Expected expected(String name, Map<String, List<String>> steps) {
    Map<Step, List<String>> reaching = new EnumMap<>(Step.class);
    steps.forEach((step, pods) ->
        reaching.put(
            Step.of(step),
            pods.stream()
                .map(pod -> pod.contains("/") ? pod : name + "/" + pod)
                .sorted()
                .toList()));
    return new Scenario.Expected(reaching);
  }

  private static List<HasMetadata> objects(Path file) throws IOException {
    return Manifests.parse(Files.readString(file));
  }
}
