package io.securitybaseline.facts.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads rows of evidence. Users write them, so an error names the row and the field. */
final class EvidenceYaml {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** More would only cost. */
  private static final int MOST = 200;

  private EvidenceYaml() {}

  static List<EvidenceRow> read(String yaml) {
    JsonNode list = tree(yaml);
    if (!list.isArray()) {
      throw new IllegalArgumentException("evidence is not a list: write each row as - name: ...");
    }
    if (list.size() > MOST) {
      throw new IllegalArgumentException(
          "evidence has %,d rows: %d are the most".formatted(list.size(), MOST));
    }
    List<EvidenceRow> rows = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode each : list) {
      EvidenceRow row = row(each, rows.size() + 1);
      if (!names.add(row.name())) {
        throw new IllegalArgumentException(
            "evidence %s: name is that of another row: choose another".formatted(row.name()));
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonNode tree(String yaml) {
    try {
      JsonNode read = YAML.readTree(yaml);
      return read == null || read.isMissingNode() || read.isNull() ? YAML.createArrayNode() : read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("evidence is not YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static EvidenceRow row(JsonNode row, int number) {
    String name = row.path("name").isTextual() ? row.path("name").asText() : "row " + number;
    try {
      requireFields(row, "", EvidenceRow.class);
      requireFields(row.path("unless"), "unless.", EvidenceRow.Unless.class);
      return YAML.treeToValue(row, EvidenceRow.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("evidence %s: %s".formatted(name, e.getMessage()), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("evidence %s: %s".formatted(name, reason(e)), e);
    }
  }

  /** Before the row is created, which would fail for the field that is missing instead. */
  private static void requireFields(JsonNode node, String path, Class<? extends Record> type) {
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!known.contains(field)) {
            throw new IllegalArgumentException(
                "%s%s is no field: the fields are %s"
                    .formatted(path, field, String.join(", ", known)));
          }
        });
  }

  private static String reason(JsonProcessingException e) {
    return switch (e) {
      case ValueInstantiationException wrong when wrong.getCause() != null ->
          String.valueOf(wrong.getCause().getMessage());
      case JsonMappingException wrong when !wrong.getPath().isEmpty() ->
          wrong.getPath().stream()
                  .map(JsonMappingException.Reference::getFieldName)
                  .filter(Objects::nonNull)
                  .collect(Collectors.joining("."))
              + " has another type: env, images, labels and serviceAccountAnnotations are lists of"
              + " texts, unless has env and labels, and the others are texts";
      default -> "is not a row with fields: write - name: ...";
    };
  }
}
