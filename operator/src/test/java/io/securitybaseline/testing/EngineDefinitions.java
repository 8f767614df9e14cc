package io.securitybaseline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The definitions of engines' own kinds, as the lab of engines installs them. */
public final class EngineDefinitions {

  private static final Path FOLDER =
      Path.of("../testing/engines/src/main/resources/io/securitybaseline/engines/engine");

  private EngineDefinitions() {}

  /** Those of Calico that hold policies and sets of addresses. */
  public static List<String> ofCalicoPolicies() {
    return of("calico-crds.yaml", "networkpolicies", "globalnetworkpolicies", "networksets");
  }

  /** Those of Cilium's policies. */
  public static List<String> ofCiliumPolicies() {
    return of("cilium-crds.yaml", "ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies");
  }

  /** The names of definitions. */
  public static List<String> names(List<String> definitions) {
    return definitions.stream()
        .map(yaml -> Manifests.tree(yaml).at("/metadata/name").asText())
        .toList();
  }

  private static List<String> of(String file, String... plurals) {
    try {
      List<JsonNode> all =
          Manifests.parse(Files.readString(FOLDER.resolve(file))).objects().stream()
              .filter(definition ->
                  List.of(plurals).contains(definition.at("/spec/names/plural").asText()))
              .toList();
      if (all.size() != plurals.length) {
        throw new IllegalStateException("definitions are missing in " + file);
      }
      return all.stream().map(Manifests::yaml).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
