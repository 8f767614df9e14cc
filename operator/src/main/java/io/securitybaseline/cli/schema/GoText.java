package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;

/** Values as the API server writes them in messages. */
final class GoText {

  /** Go writes the fields of a map in the order of their names. */
  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final Map<Integer, String> ESCAPES =
      Map.of(
          7, "\\a", 8, "\\b", 9, "\\t", 10, "\\n", 11, "\\v", 12, "\\f", 13, "\\r", 34, "\\\"", 92,
          "\\\\");

  private GoText() {}

  /** As {@code field.Error} does it: strings quoted, everything else as JSON. */
  static String value(JsonNode value) {
    return value.isTextual() ? quote(value.textValue()) : json(value);
  }

  static String json(JsonNode value) {
    try {
      return SORTED.writeValueAsString(SORTED.treeToValue(value, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code strconv.Quote}. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(each -> quoted.append(escaped(each)));
    return quoted.append('"').toString();
  }

  private static String escaped(int codePoint) {
    String escape = ESCAPES.get(codePoint);
    if (escape != null) {
      return escape;
    }
    if (codePoint == ' ' || isPrintable(codePoint)) {
      return Character.toString(codePoint);
    }
    return codePoint < 0x20 || codePoint == 0x7F
        ? "\\x%02x".formatted(codePoint)
        : codePoint <= 0xFFFF ? "\\u%04x".formatted(codePoint) : "\\U%08x".formatted(codePoint);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
