package io.securitybaseline.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.testing.Manifests;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The table of values for the chart's README, from the comments in values.yaml: a line {@code # --
 * text} describes the key below it, together with everything under that key.
 */
record ValuesTable(List<Row> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z]\\w*):.*");
  private static final Pattern COMMENT = Pattern.compile("^ *# -- (.*)");

  /** A value: its path with dots, its default, and what it is for. */
  record Row(String path, JsonNode standard, String text) {
    private String line() {
      var shown = standard.isMissingNode() ? "" : "`" + json() + "`";
      return "| `%s` | %s | %s |%n".formatted(path, shown, text.replace("|", "\\|"));
    }

    private String json() {
      try {
        return JSON.writeValueAsString(standard);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  ValuesTable {
    rows = List.copyOf(rows);
  }

  static ValuesTable of(String valuesYaml) {
    var values = Manifests.tree(valuesYaml);
    var rows = new ArrayList<Row>();
    Deque<String> parents = new ArrayDeque<>();
    var comment = "";
    for (var line : valuesYaml.lines().toList()) {
      var described = COMMENT.matcher(line);
      if (described.matches()) {
        comment = described.group(1);
        continue;
      }
      var key = KEY.matcher(line);
      if (!key.matches()) {
        continue;
      }
      while (parents.size() > key.group(1).length() / 2) {
        parents.removeLast();
      }
      parents.addLast(key.group(2));
      if (!comment.isEmpty()) {
        var standard = values.at("/" + String.join("/", parents));
        rows.add(new Row(String.join(".", parents), standard, comment));
        comment = "";
      }
    }
    return new ValuesTable(rows);
  }

  /** The values that no comment describes, neither their own nor one of a key above. */
  static List<String> undescribed(String valuesYaml) {
    var described = of(valuesYaml).rows().stream().map(Row::path).toList();
    var missing = new ArrayList<String>();
    collect(Manifests.tree(valuesYaml), "", described, missing);
    return missing;
  }

  String markdown() {
    var table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
    rows.forEach(row -> table.append(row.line()));
    return table.toString();
  }

  private static void collect(
      JsonNode node, String path, List<String> described, List<String> missing) {
    if (described.contains(path)) {
      return;
    }
    if (!node.isObject() || node.isEmpty()) {
      missing.add(path);
      return;
    }
    for (var field : node.properties()) {
      var name = Objects.requireNonNull(field.getKey());
      collect(
          Objects.requireNonNull(field.getValue()),
          path.isEmpty() ? name : path + "." + name,
          described,
          missing);
    }
  }
}
