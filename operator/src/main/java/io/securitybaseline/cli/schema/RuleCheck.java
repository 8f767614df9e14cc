package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

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
    check.value(SchemaField.root(object, schema));
    return check.errors;
  }

  private void value(SchemaField field) {
    if (field.value().isNull()) {
      return;
    }
    for (JsonNode rule : field.schema().path("x-kubernetes-validations")) {
      evaluate(rule, field);
    }
    field.children().forEach(this::value);
  }

  private void evaluate(JsonNode rule, SchemaField target) {
    String expression = rule.path("rule").asText();
    if (expression.contains(OLD_SELF)) {
      return;
    }
    CelRules.Result result = rules.evaluate(expression, target.value(), target.schema());
    if (result.holds()) {
      return;
    }
    String message = rule.path("message").asText("").strip();
    String detail =
        !result.error().isEmpty()
            ? "%s evaluating rule: %s"
                .formatted(result.error(), message.isEmpty() ? expression : message)
            : message.isEmpty() ? "failed rule: " + expression : message;
    String field = field(target.path(), rule.path("fieldPath").asText(""));
    errors.add(
        target.value().isContainerNode()
            ? FieldError.invalid(field, detail)
            : FieldError.invalid(field, target.value(), detail));
  }

  /** The API server writes an error about the whole object to the field {@code <nil>}. */
  private static String field(String path, String below) {
    String field = path + below;
    return field.isEmpty() ? "<nil>" : field.startsWith(".") ? field.substring(1) : field;
  }
}
