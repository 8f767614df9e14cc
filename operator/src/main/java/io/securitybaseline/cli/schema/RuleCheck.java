package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules (x-kubernetes-validations) of the schema, at every value that they are about. A rule
 * that compares with the stored object has nothing to compare with here, as at a creation.
 */
final class RuleCheck {

  private static final String OLD_SELF = "oldSelf";

  private final CelRules rules;
  private final List<FieldError> errors = new ArrayList<>();

  private RuleCheck(CelRules rules) {
    this.rules = rules;
  }

  static List<FieldError> errors(JsonNode object, JsonNode schema, CelRules rules) {
    RuleCheck check = new RuleCheck(rules);
    check.value(object, "", schema);
    return check.errors;
  }

  private void value(JsonNode value, String path, JsonNode schema) {
    if (value.isNull()) {
      return;
    }
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      evaluate(rule, value, path, schema);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        value(value.get(i), "%s[%d]".formatted(path, i), schema.path("items"));
      }
    } else if (value.isObject()) {
      value.properties().forEach(entry -> field(entry, path, schema));
    }
  }

  private void field(Map.Entry<String, JsonNode> entry, String path, JsonNode schema) {
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

  private void evaluate(JsonNode rule, JsonNode value, String path, JsonNode schema) {
    String expression = rule.path("rule").asText();
    if (expression.contains(OLD_SELF)) {
      return;
    }
    CelRules.Result result = rules.evaluate(expression, value, schema);
    if (result.holds()) {
      return;
    }
    String message = rule.path("message").asText("").strip();
    String detail =
        !result.error().isEmpty()
            ? "%s evaluating rule: %s"
                .formatted(result.error(), message.isEmpty() ? expression : message)
            : message.isEmpty() ? "failed rule: " + expression : message;
    String field = field(path, rule.path("fieldPath").asText(""));
    errors.add(
        value.isContainerNode()
            ? FieldError.invalid(field, detail)
            : FieldError.invalid(field, value, detail));
  }

  /** The API server writes an error about the whole object to the field {@code <nil>}. */
  private static String field(String path, String below) {
    String field = path + below;
    return field.isEmpty() ? "<nil>" : field.startsWith(".") ? field.substring(1) : field;
  }
}
