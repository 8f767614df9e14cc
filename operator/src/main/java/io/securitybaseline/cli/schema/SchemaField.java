package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A value in an object, and what the schema requires of it.
 *
 * @param path of the field, as error messages name it; empty for the object itself
 */
record SchemaField(JsonNode value, String path, JsonNode schema) {

  static SchemaField root(JsonNode object, JsonNode schema) {
    return new SchemaField(object, "", schema);
  }

  /** The values directly below that the schema describes. */
  List<SchemaField> children() {
    if (value.isArray()) {
      return IntStream.range(0, value.size()).mapToObj(this::item).toList();
    }
    return value.properties().stream().map(this::property).flatMap(Optional::stream).toList();
  }

  SchemaField item(int index) {
    return new SchemaField(value.get(index), "%s[%d]".formatted(path, index), schema.path("items"));
  }

  private Optional<SchemaField> property(Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    JsonNode property = schema.path("properties").path(name);
    if (property.isObject()) {
      return Optional.of(
          new SchemaField(entry.getValue(), path.isEmpty() ? name : path + "." + name, property));
    }
    JsonNode additional = schema.path("additionalProperties");
    return additional.isObject()
        ? Optional.of(new SchemaField(entry.getValue(), "%s[%s]".formatted(path, name), additional))
        : Optional.empty();
  }
}
