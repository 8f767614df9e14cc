package io.securitybaseline.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is sent.
 *
 * @param json all of it
 * @param spec its spec, if that was read before for another object
 * @param rest all of it but that spec
 */
record SentObject(String json, @Nullable JsonNode spec, String rest) {

  static SentObject of(String json) {
    return new SentObject(json, null, json);
  }

  /**
   * What of it a response is compared with, as {@link StoredObject} reads it.
   *
   * @throws IOException if it is not JSON
   */
  JsonNode compared() throws IOException {
    ObjectNode object = StoredObject.read(rest);
    if (spec != null) {
      object.set("spec", spec);
    }
    return object;
  }
}
