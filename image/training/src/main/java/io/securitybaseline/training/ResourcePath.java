package io.securitybaseline.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a request is about.
 *
 * @param collection without the namespace, such as {@code apis/apps/v1/deployments}
 * @param namespace empty: all, or none
 * @param name empty: the collection; of one object only, where a field selector names it
 * @param single whether the path itself names an object
 * @param status whether it is about the object's status alone
 * @param watch whether changes are to be reported
 */
record ResourcePath(
    String collection,
    String namespace,
    String name,
    boolean single,
    boolean status,
    boolean watch) {

  private static final String NAME_SELECTOR = "fieldSelector=metadata.name=";

  static ResourcePath parse(String target) {
    URI uri = URI.create(target);
    List<String> parts = new ArrayList<>(Arrays.asList(uri.getPath().substring(1).split("/", -1)));
    int rootLength = parts.getFirst().equals("apis") ? 3 : 2;
    String namespace = "";
    if (parts.size() > rootLength + 2 && parts.get(rootLength).equals("namespaces")) {
      namespace = parts.get(rootLength + 1);
      parts.subList(rootLength, rootLength + 2).clear();
    }
    String collection = String.join("/", parts.subList(0, Math.min(rootLength + 1, parts.size())));
    boolean single = parts.size() > rootLength + 1;
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return new ResourcePath(
        collection,
        namespace,
        single ? parts.get(rootLength + 1) : selectedName(query),
        single,
        parts.size() > rootLength + 2,
        query.contains("watch=true"));
  }

  String key() {
    return namespace + "/" + name;
  }

  boolean selects(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return (namespace.isEmpty() || namespace.equals(metadata.path("namespace").asText()))
        && (name.isEmpty() || name.equals(metadata.path("name").asText()));
  }

  private static String selectedName(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
        .filter(parameter -> parameter.startsWith(NAME_SELECTOR))
        .map(parameter -> parameter.substring(NAME_SELECTOR.length()))
        .findFirst()
        .orElse("");
  }
}
