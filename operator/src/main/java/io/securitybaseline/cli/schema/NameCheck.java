package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The name of an object, as k8s.io/apimachinery/pkg/api/validation checks it. */
final class NameCheck {

  private static final int MOST = 253;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern PATTERN = Pattern.compile(SUBDOMAIN);

  private NameCheck() {}

  static List<FieldError> errors(JsonNode metadata) {
    String field = "metadata.name";
    String name = metadata.path("name").asText("");
    if (name.isEmpty()) {
      return List.of(FieldError.required(field, "name or generateName is required"));
    }
    List<FieldError> errors = new ArrayList<>();
    if (name.length() > MOST) {
      errors.add(
          FieldError.invalid(
              field, metadata.get("name"), "must be no more than %d characters".formatted(MOST)));
    }
    if (!PATTERN.matcher(name).matches()) {
      errors.add(
          FieldError.invalid(
              field,
              metadata.get("name"),
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                  + " 'example.com', regex used for validation is '%s')".formatted(SUBDOMAIN)));
    }
    return errors;
  }
}
