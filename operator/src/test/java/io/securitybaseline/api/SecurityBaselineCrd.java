package io.securitybaseline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.securitybaseline.testing.GeneratedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The CRD: the schema of the records, and what their annotations cannot say, which is in {@code
 * additions.yaml}: columns, list types, CEL rules, the types of Kubernetes, the first status.
 */
final class SecurityBaselineCrd {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .build());

  private SecurityBaselineCrd() {}

  static String yaml() {
    try {
      return GeneratedFile.header("io.securitybaseline.api and its additions.yaml")
          + YAML.writeValueAsString(document()).replaceAll("(imum: [0-9]+)\\.0", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of the custom resource, as the API server gets it. */
  static ObjectNode schema() {
    return schemaOf(document());
  }

  private static ObjectNode document() {
    try (var in = SecurityBaselineCrd.class.getResourceAsStream("/crd/additions.yaml")) {
      var crd = fromRecords();
      var additions = YAML.readTree(in);
      version(crd).set("additionalPrinterColumns", additions.path("columns"));
      for (var addition : additions.path("schema").properties()) {
        at(schemaOf(crd), addition.getKey()).setAll((ObjectNode) addition.getValue());
      }
      return crd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode fromRecords() throws IOException {
    var generated = new InMemory();
    new CRDGenerator()
        .customResourceClasses(SecurityBaseline.class)
        .forCRDVersions("v1")
        .withParallelGenerationEnabled(false)
        .withOutput(generated)
        .generate();
    return (ObjectNode) YAML.readTree(generated.bytes.toByteArray());
  }

  /** The node at {@code spec.exemptions[].name}; {@code {}} stands for the values of a map. */
  private static ObjectNode at(ObjectNode schema, String path) {
    JsonNode node = schema;
    for (var step : path.replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1)) {
      node =
          switch (step) {
            case "" -> node;
            case "[]" -> node.path("items");
            case "{}" -> node.path("additionalProperties");
            default -> node.path("properties").path(step);
          };
    }
    if (node instanceof ObjectNode found) {
      return found;
    }
    throw new IllegalStateException("additions.yaml names " + path + ", which no record has");
  }

  private static ObjectNode schemaOf(ObjectNode crd) {
    return (ObjectNode) version(crd).path("schema").path("openAPIV3Schema");
  }

  private static ObjectNode version(ObjectNode crd) {
    return (ObjectNode) crd.path("spec").path("versions").path(0);
  }

  private static final class InMemory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return bytes;
    }

    @Override
    public void close() {}
  }
}
