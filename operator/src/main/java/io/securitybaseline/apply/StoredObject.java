package io.securitybaseline.apply;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * What is compared of an object in a response of the API server. The rest is skipped: most of a
 * small object are its managed fields.
 */
final class StoredObject {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS = Set.of("kind", "metadata", "spec", "subjects");
  private static final Set<String> OF_METADATA = Set.of("labels", "annotations");

  private StoredObject() {}

  /**
   * Reads the object; empty if the text is something else.
   *
   * @throws IOException if it is not JSON
   */
  static ObjectNode read(String body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? read(parser, FIELDS)
          : JSON.createObjectNode();
    }
  }

  private static ObjectNode read(JsonParser parser, Set<String> fields) throws IOException {
    ObjectNode object = JSON.createObjectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (!fields.contains(name)) {
        parser.skipChildren();
      } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
        object.set(name, read(parser, OF_METADATA));
      } else {
        object.set(name, JSON.<JsonNode>readTree(parser));
      }
    }
    return object;
  }
}
