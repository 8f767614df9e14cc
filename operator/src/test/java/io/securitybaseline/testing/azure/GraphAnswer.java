package io.securitybaseline.testing.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An answer to one call of a batch. */
record GraphAnswer(int status, Map<String, String> headers, JsonNode body) {

  static GraphAnswer of(int status, JsonNode body) {
    return new GraphAnswer(status, Map.of(), body);
  }

  static GraphAnswer error(int status, String code) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", code).put("message", "as Microsoft Graph words it");
    return of(status, body);
  }

  GraphAnswer with(Map<String, String> more) {
    return new GraphAnswer(status, more, body);
  }
}
