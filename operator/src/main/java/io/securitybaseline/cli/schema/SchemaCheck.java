package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Types, enums, bounds and required fields. Knows the keywords that the CRD uses; a test rejects a
 * CRD that uses others. Follows k8s.io/kube-openapi/pkg/validation/validate.
 */
final class SchemaCheck {

  private final List<FieldError> errors = new ArrayList<>();

  private SchemaCheck() {}

  static List<FieldError> errors(JsonNode object, JsonNode schema) {
    SchemaCheck check = new SchemaCheck();
    check.value(object, "", schema);
    return check.errors;
  }

  private void value(JsonNode value, String path, JsonNode schema) {
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return;
    }
    String expected = schema.path("type").asText();
    if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && !expected.isEmpty()
        && !fits(value, expected)) {
      errors.add(FieldError.wrongType(path, expected, type(value)));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      errors.add(FieldError.unsupported(path, value, schema.get("enum")));
    }
    if (value.isTextual()) {
      text(value, path, schema);
    } else if (value.isNumber()) {
      number(value, path, schema);
    } else if (value.isArray()) {
      array(value, path, schema);
    } else if (value.isObject()) {
      object(value, path, schema);
    }
  }

  private void text(JsonNode value, String path, JsonNode schema) {
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.get("maxLength").asLong()) {
      errors.add(FieldError.tooLong(path, schema.get("maxLength").asLong()));
    }
    if (schema.has("minLength") && length < schema.get("minLength").asLong()) {
      invalid(value, path, "at least %s chars long", schema.get("minLength"));
    }
  }

  private void number(JsonNode value, String path, JsonNode schema) {
    if (schema.path("type").asText().equals("integer") && !value.isIntegralNumber()) {
      errors.add(FieldError.notWhole(path));
    }
    if (schema.has("maximum") && value.asDouble() > schema.get("maximum").asDouble()) {
      invalid(value, path, "less than or equal to %s", schema.get("maximum"));
    }
    if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
      invalid(value, path, "greater than or equal to %s", schema.get("minimum"));
    }
  }

  private void invalid(JsonNode value, String path, String should, JsonNode bound) {
    errors.add(
        FieldError.invalid(
            path, value, "%s in body should be %s".formatted(path, should.formatted(bound))));
  }

  private void array(JsonNode value, String path, JsonNode schema) {
    JsonNode least = schema.path("minItems");
    JsonNode most = schema.path("maxItems");
    if (least.isNumber() && value.size() < least.asLong()) {
      errors.add(
          FieldError.invalid(
              path,
              IntNode.valueOf(value.size()),
              "%s in body should have at least %s items".formatted(path, least)));
    }
    if (most.isNumber() && value.size() > most.asLong()) {
      errors.add(FieldError.tooMany(path, value.size(), most.asLong()));
    }
    for (int i = 0; i < value.size() && schema.has("items"); i++) {
      value(value.get(i), "%s[%d]".formatted(path, i), schema.get("items"));
    }
  }

  private void object(JsonNode value, String path, JsonNode schema) {
    JsonNode most = schema.path("maxProperties");
    if (most.isNumber() && value.size() > most.asLong()) {
      errors.add(FieldError.tooMany(path, value.size(), most.asLong()));
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode property = schema.path("properties").path(entry.getKey());
      JsonNode applied = property.isMissingNode() ? schema.path("additionalProperties") : property;
      if (applied.isObject()) {
        value(entry.getValue(), prefix + entry.getKey(), applied);
      }
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        errors.add(FieldError.required(prefix + required.asText(), ""));
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    return StreamSupport.stream(values.spliterator(), false).anyMatch(value::equals);
  }

  private static boolean fits(JsonNode value, String expected) {
    String actual = type(value);
    return actual.equals(expected) || (expected.equals("number") && actual.equals("integer"));
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }
}
