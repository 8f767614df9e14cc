package io.securitybaseline.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The documents of a YAML or JSON text. */
public final class Documents {

  /** Names of fields are chosen by those who wrote the file: none is kept beyond the file. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNameLength(TextSource.MAX_BYTES)
                      .maxNestingDepth(YamlComposer.MAX_DEPTH)
                      .build())
              .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .build());

  private Documents() {}

  /**
   * Hands over the documents one by one; those before an error have been handed over by then.
   *
   * @throws UnreadableException naming the file with line and column
   */
  public static void read(TextSource source, Consumer<JsonNode> documents) {
    read(source, true, documents);
  }

  /**
   * The same for a file in which every value is text, such as a kubeconfig: a context may be called
   * {@code on}.
   *
   * @throws UnreadableException naming the file with line and column
   */
  public static void readText(TextSource source, Consumer<JsonNode> documents) {
    read(source, false, documents);
  }

  private static void read(TextSource source, boolean typed, Consumer<JsonNode> documents) {
    List<JsonNode> json = json(source);
    if (!json.isEmpty()) {
      json.forEach(documents);
      return;
    }
    try {
      YamlComposer.documents(source, typed, documents);
    } catch (MarkedYAMLException e) {
      throw unreadable(source, e);
    } catch (YAMLException e) {
      throw new UnreadableException(
          source.name(), source.hint("is not YAML: " + oneLine(String.valueOf(e.getMessage()))));
    }
  }

  /** Nothing if it is not JSON: a flow mapping of YAML begins like JSON. */
  private static List<JsonNode> json(TextSource source) {
    if (!source.text().stripLeading().startsWith("{")) {
      return List.of();
    }
    try (MappingIterator<JsonNode> values =
        JSON.readerFor(JsonNode.class).readValues(source.text())) {
      return values.readAll();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static UnreadableException unreadable(TextSource source, MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : oneLine(e.getContext()) + ", ";
    String problem = source.hint("is not YAML: " + context + oneLine(e.getProblem()));
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return mark == null
        ? new UnreadableException(source.name(), problem)
        : UnreadableException.at(source.name(), mark.getLine() + 1, mark.getColumn() + 1, problem);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
