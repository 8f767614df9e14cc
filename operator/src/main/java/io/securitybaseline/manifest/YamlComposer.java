package io.securitybaseline.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Makes JSON of YAML, with anchors and merge keys. What an alias stands for is shared and not
 * copied, and counted as often as it appears, so that a few lines cannot become a gigabyte.
 */
final class YamlComposer {

  static final int MAX_DEPTH = 500;
  static final int MAX_VALUES = 2_000_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MERGE = "<<";

  private final TextSource source;
  private final boolean typed;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long values;
  private int depth;

  private YamlComposer(TextSource source, boolean typed) {
    this.source = source;
    this.typed = typed;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new Yaml(options).parse(new StringReader(source.text())).iterator();
  }

  /**
   * @param value null while it is being read
   */
  private record Anchored(@Nullable JsonNode value, long values) {}

  /**
   * Hands over the documents one by one, so that those before an error are not lost.
   *
   * @param typed whether a scalar without quotes may be a number, a truth value or null
   * @throws UnreadableException at an alias that does not fit, or beyond a limit
   * @throws org.yaml.snakeyaml.error.MarkedYAMLException where it is no YAML
   */
  static void documents(TextSource source, boolean typed, Consumer<JsonNode> documents) {
    YamlComposer composer = new YamlComposer(source, typed);
    while (composer.events.hasNext()) {
      if (composer.events.next() instanceof DocumentStartEvent) {
        composer.anchors.clear();
        documents.accept(composer.node(composer.events.next()));
      }
    }
  }

  private JsonNode node(Event event) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count(1, event);
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return content(event);
    }
    anchors.put(anchor, new Anchored(null, 0));
    long before = values;
    JsonNode content = content(event);
    anchors.put(anchor, new Anchored(content, values - before + 1));
    return content;
  }

  private JsonNode content(Event event) {
    return switch (event) {
      case ScalarEvent scalar ->
          YamlScalar.value(scalar.getValue(), scalar.getTag(), typed && scalar.isPlain());
      case SequenceStartEvent _ -> nested(event, this::sequence);
      case MappingStartEvent _ -> nested(event, this::mapping);
      default -> throw refusal(event, "not a value");
    };
  }

  private JsonNode nested(Event start, Supplier<JsonNode> content) {
    if (++depth > MAX_DEPTH) {
      throw refusal(start, "is nested more deeply than %d levels".formatted(MAX_DEPTH));
    }
    JsonNode node = content.get();
    depth--;
    return node;
  }

  private JsonNode sequence() {
    ArrayNode array = JSON.arrayNode();
    for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
      array.add(node(next));
    }
    return array;
  }

  /** Later keys win over earlier ones, and so does a merge, as for kubectl. */
  private JsonNode mapping() {
    ObjectNode object = JSON.objectNode();
    for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
      boolean merge =
          next instanceof ScalarEvent scalar && scalar.isPlain() && MERGE.equals(scalar.getValue());
      JsonNode key = node(next);
      if (key.isContainerNode() || key.isNull()) {
        throw refusal(next, "the key of a mapping must be text");
      }
      Event start = events.next();
      JsonNode value = node(start);
      if (merge) {
        merge(object, value, start);
      } else {
        object.set(key.asText(), value);
      }
    }
    return object;
  }

  private void merge(ObjectNode into, JsonNode value, Event start) {
    if (value instanceof ObjectNode other) {
      other.properties().forEach(entry -> into.set(entry.getKey(), entry.getValue()));
    } else if (value instanceof ArrayNode list && list.valueStream().allMatch(JsonNode::isObject)) {
      for (int i = list.size() - 1; i >= 0; i--) {
        merge(into, list.get(i), start);
      }
    } else {
      throw refusal(start, "<< needs a mapping or a list of mappings");
    }
  }

  private JsonNode alias(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAnchor());
    if (anchored == null) {
      throw refusal(alias, "no anchor &%s before *%1$s".formatted(alias.getAnchor()));
    }
    JsonNode value = anchored.value();
    if (value == null) {
      throw refusal(alias, "the value of &%s contains itself".formatted(alias.getAnchor()));
    }
    count(anchored.values(), alias);
    return value;
  }

  private void count(long more, Event event) {
    values += more;
    if (values > MAX_VALUES) {
      throw refusal(event, "holds more than %,d values, aliases expanded".formatted(MAX_VALUES));
    }
  }

  private UnreadableException refusal(Event event, String problem) {
    Mark mark = event.getStartMark();
    return UnreadableException.at(
        source.name(), mark.getLine() + 1, mark.getColumn() + 1, source.hint(problem));
  }
}
