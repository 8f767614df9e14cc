package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object of a watch event straight into its kind. The client builds a tree of everything
 * first, which for a node, with its images and managed fields, is many times what is kept. An API
 * server writes kind and apiVersion first; what comes before them is buffered.
 */
final class WatchedObject extends JsonDeserializer<Object> {

  /** The attribute of a reading configuration with the classes of kinds, by version and kind. */
  private static final Object KINDS = WatchedObject.class;

  /** The client's way to a deserializer reads the annotations of the class for each object. */
  private final Map<Class<?>, JsonDeserializer<Object>> roots = new ConcurrentHashMap<>();

  /** The configuration, with which events of these kinds are read. */
  static DeserializationConfig reading(
      DeserializationConfig config, Collection<Class<? extends KubernetesResource>> types) {
    Map<String, Class<? extends KubernetesResource>> kinds = new HashMap<>();
    for (Class<? extends KubernetesResource> type : types) {
      kinds.put(HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type), type);
    }
    return config.withAttribute(KINDS, Map.copyOf(kinds));
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      return context.readValue(parser, KubernetesResource.class);
    }
    try (TokenBuffer head = context.bufferForInputBuffering(parser)) {
      head.writeStartObject();
      Head read = head(parser, head, kinds(context));
      if (read.kindAlone() && read.type() != GenericKubernetesResource.class) {
        // A model has its own kind. A wrapper of the parser would skip token by token.
        parser.nextToken();
        return root(read.type(), context).deserialize(parser, context);
      }
      if (parser.currentToken() == JsonToken.END_OBJECT) {
        head.writeEndObject();
        return context.readValue(head.asParserOnFirstToken(), read.type());
      }
      JsonParser whole = JsonParserSequence.createFlattened(false, head.asParser(parser), parser);
      whole.nextToken();
      return context.readValue(whole, read.type());
    }
  }

  private JsonDeserializer<Object> root(Class<?> type, DeserializationContext context)
      throws IOException {
    JsonDeserializer<Object> root = roots.get(type);
    if (root == null) {
      root = context.findRootValueDeserializer(context.constructType(type));
      roots.put(type, root);
    }
    return root;
  }

  /**
   * What comes before both fields that name the kind are read.
   *
   * @param kindAlone whether nothing else came before
   */
  private record Head(Class<? extends KubernetesResource> type, boolean kindAlone) {}

  @SuppressWarnings("unchecked") // as put in above
  private static Map<String, Class<? extends KubernetesResource>> kinds(
      DeserializationContext context) {
    return (Map<String, Class<? extends KubernetesResource>>)
        Objects.requireNonNull(context.getAttribute(KINDS));
  }

  /** Reads as far as both fields that name the kind, and keeps what it read. */
  private static Head head(
      JsonParser parser, TokenBuffer head, Map<String, Class<? extends KubernetesResource>> kinds)
      throws IOException {
    String kind = null;
    String apiVersion = null;
    boolean kindAlone = true;
    while (kind == null || apiVersion == null) {
      String field = parser.nextFieldName();
      if (field == null) {
        return new Head(KubernetesResource.class, false);
      }
      parser.nextToken();
      if (field.equals("kind")) {
        kind = parser.getText();
      } else if (field.equals("apiVersion")) {
        apiVersion = parser.getText();
      } else {
        kindAlone = false;
      }
      head.writeFieldName(field);
      head.copyCurrentStructure(parser);
    }
    return new Head(
        kinds.getOrDefault(apiVersion + " " + kind, GenericKubernetesResource.class), kindAlone);
  }
}
