package io.securitybaseline.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.Pluralize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Objects by collection, such as {@code apis/apps/v1/deployments}, and who watches them. */
final class SampleCluster {

  /** The same for all: the creation times of a sample are not used. */
  private static final String CREATED = "2026-01-01T00:00:00Z";

  static final ObjectMapper JSON = new ObjectMapper();

  /** How often what lives in namespaces is there. */
  private static final int NAMESPACES = 25;

  private static final String NUMBER = "NUMBER";

  private final Map<String, Map<String, ObjectNode>> collections = new LinkedHashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private long version;

  private record Watcher(ResourcePath path, Consumer<String> sink) {}

  SampleCluster() {
    for (String document : sample().split("\n---\n", -1)) {
      int copies = document.contains(NUMBER) ? NAMESPACES : 1;
      for (int number = 1; number <= copies; number++) {
        put(yaml(document.replace(NUMBER, Integer.toString(number))));
      }
    }
  }

  synchronized String list(ResourcePath path) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", "v1").put("kind", "List");
    list.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    collection(path.collection()).values().stream().filter(path::selects).forEach(items::add);
    return list.toString();
  }

  synchronized Optional<String> find(ResourcePath path) {
    return Optional.ofNullable(collection(path.collection()).get(path.key()))
        .map(ObjectNode::toString);
  }

  synchronized int count(String collection) {
    return collection(collection).size();
  }

  /** Adds the object, or puts it in the place of what is there. */
  synchronized String put(ObjectNode object) {
    String kind = object.path("kind").asText();
    String version = object.path("apiVersion").asText();
    String collection =
        (version.contains("/") ? "apis/" : "api/")
            + version
            + "/"
            + Pluralize.toPlural(kind.toLowerCase(Locale.ROOT));
    JsonNode metadata = object.path("metadata");
    String key = metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    ObjectNode before = collection(collection).put(key, object);
    stamp((ObjectNode) metadata, before);
    tell(before == null ? "ADDED" : "MODIFIED", collection, object);
    return object.toString();
  }

  /** Takes over the status that is sent, as the status of the object that is there. */
  synchronized String putStatus(ResourcePath path, ObjectNode sent) {
    ObjectNode object = collection(path.collection()).get(path.key());
    return put(object == null ? sent : object.deepCopy().setAll(status(sent)));
  }

  synchronized Optional<String> delete(ResourcePath path) {
    ObjectNode gone = collection(path.collection()).remove(path.key());
    if (gone != null) {
      ((ObjectNode) gone.path("metadata")).put("resourceVersion", Long.toString(++version));
      tell("DELETED", path.collection(), gone);
    }
    return Optional.ofNullable(gone).map(ObjectNode::toString);
  }

  /** Tells the sink of every change from now on; run what is answered to end it. */
  Runnable watch(ResourcePath path, Consumer<String> sink) {
    Watcher watcher = new Watcher(path, sink);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private void tell(String type, String collection, ObjectNode object) {
    String event =
        JSON.createObjectNode().put("type", type).<ObjectNode>set("object", object).toString();
    for (Watcher watcher : watchers) {
      if (watcher.path().collection().equals(collection) && watcher.path().selects(object)) {
        watcher.sink().accept(event);
      }
    }
  }

  private void stamp(ObjectNode metadata, @Nullable ObjectNode before) {
    String uid =
        before == null
            ? UUID.randomUUID().toString()
            : before.path("metadata").path("uid").asText();
    metadata.put("uid", uid);
    metadata.put("generation", 1);
    metadata.put("resourceVersion", Long.toString(++version));
    metadata.put("creationTimestamp", CREATED);
  }

  private Map<String, ObjectNode> collection(String name) {
    return collections.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  private static Map<String, JsonNode> status(ObjectNode sent) {
    return Map.of("status", sent.path("status"));
  }

  private static ObjectNode yaml(String document) {
    try {
      return (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sample() {
    try (InputStream in = SampleCluster.class.getResourceAsStream("sample-cluster.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
