package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that the schema does not have; the API server rejects them in strict mode. */
final class UnknownFields {

  private static final Set<String> TYPE_AND_METADATA = Set.of("apiVersion", "kind", "metadata");

  /** Of k8s.io/apimachinery/pkg/apis/meta/v1.ObjectMeta. */
  private static final Set<String> OBJECT_META =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "labels",
          "annotations",
          "ownerReferences",
          "finalizers",
          "managedFields");

  private final Set<String> paths = new TreeSet<>();

  private UnknownFields() {}

  /** Their paths, sorted. */
  static Set<String> of(JsonNode object, JsonNode schema) {
    UnknownFields unknown = new UnknownFields();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!TYPE_AND_METADATA.contains(entry.getKey())) {
        unknown.field(entry, "", schema);
      }
    }
    for (Map.Entry<String, JsonNode> entry : object.path("metadata").properties()) {
      if (!OBJECT_META.contains(entry.getKey())) {
        unknown.paths.add("metadata." + entry.getKey());
      }
    }
    return unknown.paths;
  }

  private void collect(JsonNode value, String path, JsonNode schema) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    if (value.isObject()) {
      value.properties().forEach(entry -> field(entry, path + ".", schema));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(value.get(i), "%s[%d]".formatted(path, i), schema.path("items"));
      }
    }
  }

  private void field(Map.Entry<String, JsonNode> entry, String prefix, JsonNode schema) {
    String path = prefix + entry.getKey();
    if (schema.path("properties").has(entry.getKey())) {
      collect(entry.getValue(), path, schema.path("properties").get(entry.getKey()));
    } else if (schema.has("additionalProperties")) {
      collect(entry.getValue(), path, schema.get("additionalProperties"));
    } else {
      paths.add(path);
    }
  }
}
