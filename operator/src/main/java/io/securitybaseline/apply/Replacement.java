package io.securitybaseline.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.securitybaseline.control.Change;
import java.util.Set;

/**
 * The body of a JSON merge patch (RFC 7386) that makes an object exactly what is intended. A
 * server-side apply cannot: it keeps the fields of other managers.
 */
final class Replacement {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Not the client's to remove. */
  private static final Set<String> KEPT = Set.of("apiVersion", "kind", "metadata", "status");

  private Replacement() {}

  static String patch(Change.Replace change) {
    ObjectNode wanted = JSON.valueToTree(change.object());
    ObjectNode observed = JSON.valueToTree(change.observed());
    observed.remove(KEPT);
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", change.seen().uid());
    metadata.put("resourceVersion", change.seen().resourceVersion());
    metadata.set("labels", wanted.at("/metadata/labels"));
    metadata.set("annotations", wanted.at("/metadata/annotations"));
    wanted.remove(KEPT);
    merge(patch, observed, wanted);
    return patch.toString();
  }

  /** Sets what is wanted, and removes what is not by null. */
  private static void merge(ObjectNode patch, JsonNode observed, JsonNode wanted) {
    observed
        .fieldNames()
        .forEachRemaining(name -> {
          if (!wanted.has(name)) {
            patch.putNull(name);
          }
        });
    wanted
        .properties()
        .forEach(field -> {
          JsonNode before = observed.path(field.getKey());
          if (field.getValue().isObject() && before.isObject()) {
            merge(patch.putObject(field.getKey()), before, field.getValue());
          } else {
            patch.set(field.getKey(), field.getValue());
          }
        });
  }
}
