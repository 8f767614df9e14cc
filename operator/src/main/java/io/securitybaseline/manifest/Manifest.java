package io.securitybaseline.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object as it is written in a file. Its values may be shared with other objects: do not change
 * them.
 *
 * @param file the name of the file, as messages show it
 */
public record Manifest(String file, ObjectNode json) {

  public String apiVersion() {
    return json.path("apiVersion").asText("");
  }

  /** The API group; empty for the core group. */
  public String group() {
    int slash = apiVersion().indexOf('/');
    return slash < 0 ? "" : apiVersion().substring(0, slash);
  }

  public String kind() {
    return json.path("kind").asText("");
  }

  /** Empty if it has none. */
  public String name() {
    return metadata("name");
  }

  /** Empty if it has none. */
  public String namespace() {
    return metadata("namespace");
  }

  /** What the API server makes the name from; empty if it has none. */
  public String generateName() {
    return metadata("generateName");
  }

  private String metadata(String field) {
    return json.path("metadata").path(field).asText("");
  }
}
