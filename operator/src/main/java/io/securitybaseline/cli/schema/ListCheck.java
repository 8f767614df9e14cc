package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists that are sets, or maps by some of their fields, and hold something twice. Follows
 * k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype.
 */
final class ListCheck {

  private final List<FieldError> errors = new ArrayList<>();

  private ListCheck() {}

  static List<FieldError> errors(JsonNode object, JsonNode schema) {
    ListCheck check = new ListCheck();
    check.value(object, "", schema);
    return check.errors;
  }

  private void value(JsonNode value, String path, JsonNode schema) {
    if (value.isArray()) {
      array(value, path, schema);
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        JsonNode property = schema.path("properties").path(entry.getKey());
        if (property.isObject()) {
          value(
              entry.getValue(),
              path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
              property);
        } else if (schema.path("additionalProperties").isObject()) {
          value(
              entry.getValue(),
              "%s[%s]".formatted(path, entry.getKey()),
              schema.get("additionalProperties"));
        }
      }
    }
  }

  private void array(JsonNode value, String path, JsonNode schema) {
    switch (schema.path("x-kubernetes-list-type").asText()) {
      case "set" -> duplicates(value.valueStream().toList(), path);
      case "map" -> map(value, path, schema.path("x-kubernetes-list-map-keys"));
      default -> {}
    }
    for (int i = 0; i < value.size(); i++) {
      value(value.get(i), "%s[%d]".formatted(path, i), schema.path("items"));
    }
  }

  private void map(JsonNode value, String path, JsonNode keys) {
    for (int i = 0; i < value.size(); i++) {
      if (!value.get(i).isObject() && !value.get(i).isNull()) {
        errors.add(
            FieldError.invalid(
                "%s[%d]".formatted(path, i),
                value.get(i),
                "must be an object for an array of list-type map"));
        return;
      }
    }
    duplicates(value.valueStream().<JsonNode>map(item -> key(item, keys)).toList(), path);
  }

  private static ObjectNode key(JsonNode item, JsonNode keys) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    keys.valueStream()
        .map(JsonNode::asText)
        .filter(item::has)
        .forEach(field -> key.set(field, item.get(field)));
    return key;
  }

  /** Each once, however often it comes: where it comes for the second time. */
  private void duplicates(List<JsonNode> values, String path) {
    Map<JsonNode, Integer> times = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (times.merge(values.get(i), 1, Integer::sum) == 2) {
        errors.add(FieldError.duplicate("%s[%d]".formatted(path, i), values.get(i)));
      }
    }
  }
}
