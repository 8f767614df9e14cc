package io.securitybaseline.apply;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is sent.
 *
 * @param json all of it
 * @param shared what the response is compared with, if an equal object was sent before
 */
record SentObject(String json, @Nullable ExpectedResponse shared) {

  /**
   * What the response is compared with.
   *
   * @throws IOException if the object is not JSON
   */
  ExpectedResponse expected() throws IOException {
    return shared == null ? new ExpectedResponse(json) : shared;
  }
}
