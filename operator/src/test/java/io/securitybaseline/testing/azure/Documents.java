package io.securitybaseline.testing.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What Azure reports of a cluster, in the shapes of its published API, by the name of the request.
 * A case gives what is different about it, as a JSON merge patch.
 */
public final class Documents {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path SOUND = Path.of("src", "test", "resources", "azure", "sound.yaml");

  private final ObjectNode documents;

  private Documents(ObjectNode documents) {
    this.documents = documents;
  }

  /** Of a cluster that meets every requirement. */
  public static Documents sound() {
    try {
      return new Documents((ObjectNode) YAML.readTree(SOUND.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Documents but(String patch) {
    try {
      return but(YAML.readTree(patch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Documents but(JsonNode patch) {
    return new Documents(merged(documents.deepCopy(), patch));
  }

  /** Makes the server answer so; a document that is a number is an error of that status. */
  public void serve(AzureServer server) {
    documents
        .properties()
        .forEach(document ->
            server.on(
                document.getKey(),
                document.getValue().isInt()
                    ? Reply.error(document.getValue().asInt(), "SomeCode")
                    : Reply.json(document.getValue())));
    if (!documents.has("preview")) {
      server.on("preview", Reply.json(documents.path("cluster")));
    }
  }

  /** RFC 7396. */
  private static ObjectNode merged(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(entry -> {
          if (entry.getValue().isNull()) {
            target.remove(entry.getKey());
          } else if (entry.getValue() instanceof ObjectNode object
              && target.get(entry.getKey()) instanceof ObjectNode before) {
            merged(before, object);
          } else {
            target.set(entry.getKey(), entry.getValue());
          }
        });
    return target;
  }
}
