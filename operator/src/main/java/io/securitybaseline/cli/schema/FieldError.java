package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a field, in the words of the API server
 * (k8s.io/apimachinery/pkg/util/validation/field).
 *
 * @param field its path, such as {@code spec.exemptions[0].name}
 * @param blocking whether the API server evaluates no rules while it is wrong
 */
public record FieldError(String field, String message, boolean blocking) {

  /** The path of the API server's errors about the whole object. */
  private static final String NO_FIELD = "<nil>";

  static FieldError required(String field, String detail) {
    return new FieldError(field, "Required value" + (detail.isEmpty() ? "" : ": " + detail), true);
  }

  static FieldError unsupported(String field, JsonNode value, JsonNode supported) {
    String values =
        supported
            .valueStream()
            .map(each -> GoText.quote(each.isTextual() ? each.textValue() : GoText.json(each)))
            .collect(Collectors.joining(", "));
    return new FieldError(
        field,
        "Unsupported value: %s: supported values: %s".formatted(GoText.value(value), values),
        true);
  }

  static FieldError wrongType(String field, String expected, String actual) {
    String quoted = GoText.quote(actual);
    return new FieldError(
        field,
        "Invalid value: %s: %s in body must be of type %s: %1$s".formatted(quoted, field, expected),
        true);
  }

  static FieldError tooLong(String field, long most) {
    return new FieldError(
        field,
        "Too long: may not be more than %d %s".formatted(most, most == 1 ? "byte" : "bytes"),
        true);
  }

  static FieldError tooMany(String field, long actual, long most) {
    return new FieldError(
        field,
        "Too many: %d: must have at most %d %s"
            .formatted(actual, most, most == 1 ? "item" : "items"),
        true);
  }

  static FieldError duplicate(String field, JsonNode value) {
    return new FieldError(field, "Duplicate value: " + GoText.value(value), false);
  }

  static FieldError invalid(String field, JsonNode value, String detail) {
    return new FieldError(
        field, "Invalid value: %s: %s".formatted(GoText.value(value), detail), false);
  }

  /** Of an object or a list, whose value is not repeated. */
  static FieldError invalid(String field, String detail) {
    return new FieldError(field, "Invalid value: " + detail, false);
  }

  /** The API server repeats the message without the field. */
  static FieldError notWhole(String field) {
    return new FieldError(
        NO_FIELD,
        "Invalid value: \"\": Checked value must be of type integer (default format) in " + field,
        false);
  }

  static FieldError rulesNotChecked() {
    return new FieldError(
        NO_FIELD,
        "Invalid value: null: some validation rules were not checked because the object was"
            + " invalid; correct the existing errors to complete validation",
        false);
  }

  /** In the order of the fields, so that the same mistakes read the same each time. */
  static List<FieldError> sorted(List<FieldError> errors) {
    return errors.stream()
        .distinct()
        .sorted(
            Comparator.comparing((FieldError error) -> error.field().equals(NO_FIELD))
                .thenComparing(FieldError::field)
                .thenComparing(FieldError::message))
        .toList();
  }

  @Override
  public String toString() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
