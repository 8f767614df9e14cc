package io.securitybaseline.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.GeneratedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference page: a table for each object of the schema, and what its rules tell the user. */
final class ApiReference {
  private final StringBuilder page = new StringBuilder();

  private ApiReference() {}

  static String markdown() {
    var reference = new ApiReference();
    var schema = SecurityBaselineCrd.schema();
    reference.page.append(GeneratedFile.header("the CRD").replaceFirst("# (.*)", "<!-- $1 -->"));
    reference.page.append(
        """

        # API reference

        `SecurityBaseline` (short name `sb`), `securitybaseline.io/v1alpha1`, cluster-scoped.
        %s
        """
            .formatted(schema.path("description").asText()));
    reference.rules(List.of(schema));
    reference.object("spec", schema.path("properties").path("spec"));
    reference.object("status", schema.path("properties").path("status"));
    return reference.page.toString();
  }

  private void object(String path, JsonNode schema) {
    page.append("\n## ").append(path).append("\n\n").append(schema.path("description").asText());
    page.append("\n\n| field | type | default | meaning |\n|---|---|---|---|\n");
    var speaking = new ArrayList<JsonNode>(List.of(schema));
    for (var property : schema.path("properties").properties()) {
      page.append(row(path, schema, property.getKey(), property.getValue()));
      Stream.of(property.getValue(), property.getValue().path("items"))
          .filter(field -> !isObject(field))
          .forEach(speaking::add);
    }
    rules(speaking);
    for (var property : schema.path("properties").properties()) {
      if (isObject(innermost(property.getValue()))) {
        object(
            pathOf(path, property.getKey(), property.getValue()), innermost(property.getValue()));
      }
    }
  }

  private static String row(String path, JsonNode owner, String name, JsonNode field) {
    var required =
        owner.path("required").valueStream().anyMatch(entry -> entry.asText().equals(name));
    var fallback = isObject(field) || !field.has("default") ? "" : code(field.path("default"));
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            name,
            type(pathOf(path, name, field), field),
            required ? "required" : fallback,
            field.path("description").asText());
  }

  private static String type(String path, JsonNode field) {
    var type = field.path("type").asText();
    if (isObject(field)) {
      return "[object](#%s)".formatted(path.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT));
    }
    if (field.has("items")) {
      return "list of " + type(path, field.path("items")) + limits(field);
    }
    if (field.has("additionalProperties")) {
      return "map of string to " + type(path, field.path("additionalProperties")) + limits(field);
    }
    if (field.has("enum")) {
      return field
          .path("enum")
          .valueStream()
          .map(ApiReference::code)
          .collect(Collectors.joining(", "));
    }
    return type + limits(field);
  }

  private static String limits(JsonNode field) {
    if (field.has("maximum")) {
      return ", %s to %s".formatted(field.path("minimum").asInt(), field.path("maximum").asInt());
    }
    if (field.has("maxLength")) {
      return " of up to %d characters".formatted(field.path("maxLength").asInt());
    }
    for (var limit : List.of("maxItems", "maxProperties")) {
      if (field.has(limit)) {
        return ", at most %d".formatted(field.path(limit).asInt());
      }
    }
    return "";
  }

  private void rules(List<JsonNode> schemas) {
    var messages =
        schemas.stream()
            .flatMap(schema -> schema.path("x-kubernetes-validations").valueStream())
            .map(rule -> "- " + rule.path("message").asText().replace("*", "\\*") + "\n")
            .distinct()
            .toList();
    if (!messages.isEmpty()) {
      page.append("\nThe API server rejects an object that violates a rule, with the message:\n\n");
      messages.forEach(page::append);
    }
  }

  private static String pathOf(String owner, String name, JsonNode field) {
    return owner + "." + name + (field.has("items") ? "[]" : "");
  }

  private static JsonNode innermost(JsonNode field) {
    return field.has("items") ? field.path("items") : field;
  }

  private static boolean isObject(JsonNode field) {
    return field.has("properties");
  }

  /** As one writes it in YAML, where a bare Off would be a boolean. */
  private static String code(JsonNode value) {
    var text = value.toString();
    return "`" + (text.equals("\"Off\"") ? text : text.replace("\"", "")) + "`";
  }
}
