package io.securitybaseline.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.FieldPath;
import io.securitybaseline.control.Intent;
import io.securitybaseline.control.Ownership;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Another client that writes an object of the operator.
 *
 * @param manager its field manager, as {@code metadata.managedFields} of the object names it
 * @param field the field that it wrote; empty for the object as a whole
 */
public record Contender(String manager, String field) {

  private static final Comparator<JsonNode> BY_TIME =
      Comparator.<JsonNode, String>comparing(entry -> entry.path("time").asText())
          .thenComparing(entry -> entry.path("manager").asText());

  /**
   * The last other client that wrote the field in which the object differs from what the change
   * intends; where no manager has that field, the last other client that wrote anything.
   *
   * @param live the object as the API server has it
   */
  static Optional<Contender> of(Change change, JsonNode live) {
    Optional<FieldPath> differs = Intent.difference(live, Intent.of(change));
    return differs
        .flatMap(field -> others(live).filter(entry -> owns(entry, field)).max(BY_TIME))
        .or(() -> others(live).max(BY_TIME))
        .map(entry ->
            new Contender(
                entry.path("manager").asText(), differs.map(FieldPath::toString).orElse("")));
  }

  /** The entries of other managers; what is written to the status has an entry of its own. */
  private static Stream<JsonNode> others(JsonNode live) {
    return StreamSupport.stream(live.at("/metadata/managedFields").spliterator(), false)
        .filter(entry -> entry.path("subresource").asText().isEmpty())
        .filter(entry -> !Ownership.MANAGER.equals(entry.path("manager").asText()));
  }

  private static boolean owns(JsonNode entry, FieldPath field) {
    JsonNode at = entry.path("fieldsV1");
    for (String segment : field.segments()) {
      at = at.path("f:" + segment);
    }
    return !at.isMissingNode();
  }
}
