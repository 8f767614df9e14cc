package io.securitybaseline.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is sent.
 *
 * @param json all of it
 * @param read what a response is compared with, if that was read before
 */
record SentObject(String json, @Nullable JsonNode read) {

  /**
   * What of it a response is compared with, as {@link StoredObject} reads it.
   *
   * @throws IOException if it is not JSON
   */
  JsonNode compared() throws IOException {
    return read == null ? StoredObject.read(json) : read;
  }
}
