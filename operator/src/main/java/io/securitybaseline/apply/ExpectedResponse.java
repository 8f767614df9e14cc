package io.securitybaseline.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.FieldPath;
import io.securitybaseline.control.Intent;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What responses are compared with: an object as it was sent. One serves all objects that differ in
 * nothing that is compared.
 */
final class ExpectedResponse {

  private final JsonNode sent;

  /** The last response that was as expected and was read as a whole. */
  private volatile @Nullable ResponseText known;

  /**
   * Reads what was sent.
   *
   * @throws IOException if it is not JSON
   */
  ExpectedResponse(String sent) throws IOException {
    this.sent = StoredObject.read(sent).compared();
  }

  /**
   * What was stored instead of what was sent; an answer without an object proves nothing.
   *
   * @throws IOException if the answer is not JSON
   */
  Optional<FieldPath> difference(Change change, String body) throws IOException {
    ResponseText before = known;
    if (before != null && before.isOf(body)) {
      return Optional.empty();
    }
    StoredObject stored = StoredObject.read(body);
    if (!change.object().getKind().equals(stored.compared().path("kind").asText())) {
      return Optional.empty();
    }
    Optional<FieldPath> difference = Intent.difference(stored.compared(), Intent.of(change, sent));
    if (difference.isEmpty()) {
      known = ResponseText.of(body, stored).orElse(null);
    }
    return difference;
  }
}
