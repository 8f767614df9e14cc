package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Fills in what the API server fills in before it checks an object, and drops nulls as it does. */
final class SchemaDefaults {

  private SchemaDefaults() {}

  /** Changes the value. */
  static void apply(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      fields(object, schema);
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode byDefault = schema.path("items").path("default");
        if (array.get(i).isNull() && !byDefault.isMissingNode()) {
          array.set(i, byDefault.deepCopy());
        }
        apply(array.get(i), schema.path("items"));
      }
    }
  }

  private static void fields(ObjectNode object, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode byDefault = property.getValue().path("default");
      JsonNode present = object.path(property.getKey());
      boolean absent =
          present.isMissingNode()
              || (present.isNull() && !property.getValue().path("nullable").asBoolean());
      if (absent && !byDefault.isMissingNode()) {
        object.set(property.getKey(), byDefault.deepCopy());
      } else if (absent) {
        object.remove(property.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
      JsonNode property = schema.path("properties").path(entry.getKey());
      apply(
          entry.getValue(),
          property.isMissingNode() ? schema.path("additionalProperties") : property);
    }
  }
}
