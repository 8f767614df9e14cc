package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is compared of an object in a response of the API server. The rest is skipped: most of a
 * small object are its managed fields.
 *
 * @param compared the fields that are compared
 * @param skipped where the strings begin that are not, with their quotation marks, at most {@link
 *     #MOST_SKIPPED}
 */
record StoredObject(ObjectNode compared, List<Integer> skipped) {

  /** The API server writes about ten into an object that one client wrote. */
  static final int MOST_SKIPPED = 64;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS = Set.of("kind", "metadata", "spec", "subjects");
  private static final Set<String> OF_METADATA = Set.of("labels", "annotations");

  StoredObject {
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads the object; nothing of it is compared if the text is something else.
   *
   * @throws IOException if it is not JSON
   */
  static StoredObject read(String body) throws IOException {
    List<Integer> skipped = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      ObjectNode compared =
          parser.nextToken() == JsonToken.START_OBJECT
              ? read(parser, FIELDS, skipped)
              : JSON.createObjectNode();
      return new StoredObject(compared, skipped);
    }
  }

  private static ObjectNode read(JsonParser parser, Set<String> fields, List<Integer> skipped)
      throws IOException {
    ObjectNode object = JSON.createObjectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (!fields.contains(name)) {
        skip(parser, skipped);
      } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
        object.set(name, read(parser, OF_METADATA, skipped));
      } else {
        object.set(name, JSON.<JsonNode>readTree(parser));
      }
    }
    return object;
  }

  /** Skips the value, and everything in it. */
  private static void skip(JsonParser parser, List<Integer> skipped) throws IOException {
    int depth = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING && skipped.size() < MOST_SKIPPED) {
        skipped.add((int) parser.currentTokenLocation().getCharOffset());
      }
      if (depth == 0) {
        return;
      }
    }
  }
}
