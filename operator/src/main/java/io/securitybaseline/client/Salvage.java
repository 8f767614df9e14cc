package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.securitybaseline.facts.watch.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what can be read of an answer in which one object cannot: that object becomes a marker with
 * its identity, and all others are what they are.
 */
final class Salvage {

  private static final Logger log = LoggerFactory.getLogger(Salvage.class);

  /** The fields of metadata that identify an object and its version. */
  private static final Set<String> IDENTITY =
      Set.of("name", "namespace", "uid", "resourceVersion", "deletionTimestamp");

  private final ObjectMapper mapper;

  Salvage(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a list.
   *
   * @throws IOException if it is no JSON, or an item has no identity
   */
  Object list(byte[] json, JavaType type) throws IOException {
    JavaType item = type.findSuperType(KubernetesResourceList.class).containedType(0);
    ByteArrayOutputStream readable = new ByteArrayOutputStream(json.length);
    List<Integer> unreadable = new ArrayList<>();
    int copied = 0;
    List<Range> items = values(json, "items");
    for (int i = 0; i < items.size(); i++) {
      Range range = items.get(i);
      if (!isReadable(json, range, item)) {
        unreadable.add(i);
        readable.write(json, copied, range.from() - copied);
        readable.write(identity(json, range));
        copied = range.to();
      }
    }
    readable.write(json, copied, json.length - copied);
    KubernetesResourceList<?> list = mapper.readValue(readable.toByteArray(), type);
    unreadable.forEach(index -> mark(list.getItems().get(index)));
    return list;
  }

  /** Reads the event of a watch; its object is the one that cannot be read. */
  WatchEvent event(String text) throws IOException {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream readable = new ByteArrayOutputStream();
    Range object = values(json, "object").getFirst();
    readable.write(json, 0, object.from());
    readable.write(identity(json, object));
    readable.write(json, object.to(), json.length - object.to());
    WatchEvent event = mapper.readValue(readable.toByteArray(), WatchEvent.class);
    if (event.getObject() instanceof HasMetadata read) {
      mark(read);
    }
    return event;
  }

  private static void mark(HasMetadata object) {
    object.setMetadata(Marker.metadata(Marker.Cause.UNREADABLE, object, 0));
    log.atWarn()
        .addKeyValue("kind", object.getKind())
        .addKeyValue("namespace", object.getMetadata().getNamespace())
        .addKeyValue("name", object.getMetadata().getName())
        .log("cannot read an object");
  }

  private boolean isReadable(byte[] json, Range range, JavaType type) {
    try {
      mapper.readerFor(type).readValue(json, range.from(), range.to() - range.from());
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Where in the bytes the objects begin and end that are the value of a field, or in its list. */
  private List<Range> values(byte[] json, String field) throws IOException {
    List<Range> ranges = new ArrayList<>();
    try (JsonParser parser = mapper.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        if (!name.equals(field)) {
          parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
          ranges.add(range(parser));
        } else {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            ranges.add(range(parser));
          }
        }
      }
    }
    return ranges;
  }

  private static Range range(JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return new Range(from, (int) parser.currentLocation().getByteOffset());
  }

  private byte[] identity(byte[] json, Range range) throws IOException {
    ObjectNode identity = mapper.createObjectNode();
    ObjectNode metadata = identity.putObject("metadata");
    try (JsonParser parser = mapper.createParser(json, range.from(), range.to() - range.from())) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT && name.equals("metadata")) {
          identify(parser, metadata);
        } else if (name.equals("kind") || name.equals("apiVersion")) {
          identity.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    if (!metadata.has("name")) {
      throw new IOException("an object without a name");
    }
    return mapper.writeValueAsBytes(identity);
  }

  private static void identify(JsonParser parser, ObjectNode metadata) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.VALUE_STRING && IDENTITY.contains(name)) {
        metadata.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private record Range(int from, int to) {}
}
