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
    check.value(SchemaField.root(object, schema));
    return check.errors;
  }

  private void value(SchemaField field) {
    if (field.value().isArray()) {
      switch (field.schema().path("x-kubernetes-list-type").asText()) {
        case "set" -> duplicates(field.value().valueStream().toList(), field);
        case "map" -> map(field);
        default -> {}
      }
    }
    field.children().forEach(this::value);
  }

  private void map(SchemaField field) {
    for (int i = 0; i < field.value().size(); i++) {
      SchemaField item = field.item(i);
      if (!item.value().isObject() && !item.value().isNull()) {
        errors.add(
            FieldError.invalid(
                item.path(), item.value(), "must be an object for an array of list-type map"));
        return;
      }
    }
    JsonNode keys = field.schema().path("x-kubernetes-list-map-keys");
    duplicates(field.value().valueStream().<JsonNode>map(item -> key(item, keys)).toList(), field);
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
  private void duplicates(List<JsonNode> values, SchemaField field) {
    Map<JsonNode, Integer> times = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (times.merge(values.get(i), 1, Integer::sum) == 2) {
        errors.add(FieldError.duplicate(field.item(i).path(), values.get(i)));
      }
    }
  }
}
