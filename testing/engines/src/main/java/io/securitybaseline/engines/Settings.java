package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run is told.
 *
 * @param repository the root folder of the repository
 * @param output the folder for logs and the result
 * @param fabric the program that keeps the network, empty for an engine without packets
 * @param program the engine
 * @param random how many random namespaces
 * @param nativePolicies how many of them with policies of the engine's own kinds, in addition
 * @param seed the seed of the first; the others follow
 */
record Settings(
    EngineKind engine,
    Path repository,
    Path output,
    Path fabric,
    Path program,
    int random,
    int nativePolicies,
    long seed) {

  List<String> arguments() {
    return List.of(
        engine.label(),
        repository.toString(),
        output.toString(),
        fabric.toString(),
        program.toString(),
        Integer.toString(random),
        Integer.toString(nativePolicies),
        Long.toString(seed));
  }

  static Settings of(String[] arguments) {
    int next = 0;
    return new Settings(
        EngineKind.of(arguments[next++]),
        Path.of(arguments[next++]),
        Path.of(arguments[next++]),
        Path.of(arguments[next++]),
        Path.of(arguments[next++]),
        Integer.parseInt(arguments[next++]),
        Integer.parseInt(arguments[next++]),
        Long.parseLong(arguments[next]));
  }

  Path result() {
    return output.resolve("result.json");
  }

  Path engines() {
    return repository.resolve("testing/engines");
  }

  Path operator() {
    return repository.resolve("operator/target/security-baseline-operator.jar");
  }

  /** The kinds of the operator's API. */
  List<HasMetadata> operatorDefinitions() {
    try (Stream<Path> files = Files.list(repository.resolve("crds"))) {
      List<HasMetadata> definitions = new ArrayList<>();
      for (Path file : files.toList()) {
        definitions.addAll(Manifests.parse(Files.readString(file)));
      }
      return definitions;
    } catch (IOException e) {
      throw new LabException("cannot read crds", e);
    }
  }

  Path goldenCases() {
    return repository.resolve("operator/src/test/resources/control/instancemetadata");
  }
}
