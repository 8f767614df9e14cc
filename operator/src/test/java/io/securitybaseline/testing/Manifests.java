package io.securitybaseline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Kubernetes objects as the plain trees that stand in a file. */
public record Manifests(List<JsonNode> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  public Manifests {
    objects = List.copyOf(objects);
  }

  /** Reads the documents of a YAML stream; those that hold nothing but comments are left out. */
  public static Manifests parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new Manifests(documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A single document as a tree. */
  public static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String yaml(JsonNode object) {
    try {
      return YAML.writeValueAsString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Stream<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.at("/kind").asText().equals(kind));
  }

  /** The object of that kind, of which there must be one and no more. */
  public JsonNode only(String kind) {
    var found = all(kind).toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one " + kind + " among " + kinds() + ", not " + found);
    }
    return found.getFirst();
  }

  /** The kinds in alphabetical order, repeated as often as there are objects. */
  public List<String> kinds() {
    return objects.stream().map(object -> object.at("/kind").asText()).sorted().toList();
  }
}
