package io.securitybaseline.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A command of the Azure CLI, as it is written.
 *
 * @param name such as {@code az aks create}
 * @param options with their values; an option without one has an empty text
 */
record AzCommand(String name, SequencedMap<String, String> options) {

  static AzCommand parse(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    int first = words.stream().takeWhile(word -> !word.startsWith("-")).toList().size();
    SequencedMap<String, String> options = new LinkedHashMap<>();
    for (String word : words.subList(first, words.size())) {
      if (word.startsWith("-")) {
        options.put(word, "");
      } else {
        options.merge(options.lastEntry().getKey(), word, (one, more) -> (one + " " + more).trim());
      }
    }
    return new AzCommand(String.join(" ", words.subList(0, first)), options);
  }

  /** What the options do not have in common with those that are documented. */
  List<String> mistakes(JsonNode documented) {
    List<String> mistakes = new ArrayList<>();
    options.forEach((option, value) -> {
      String wrong = mistake(documented.path(option), value);
      if (!wrong.isEmpty()) {
        mistakes.add(option + " " + wrong);
      }
    });
    return mistakes;
  }

  private static String mistake(JsonNode kind, String value) {
    if (kind.isMissingNode()) {
      return "is not documented";
    }
    boolean isFlag = kind.asText().equals("flag");
    if (isFlag || value.isEmpty()) {
      return isFlag ? value.isEmpty() ? "" : "is a flag, not " + value : "has no value";
    }
    if (kind.isArray()) {
      List<String> values =
          StreamSupport.stream(kind.spliterator(), false).map(JsonNode::asText).toList();
      return values.contains(value)
          ? ""
          : "is one of %s, not %s"
              .formatted(values.stream().collect(Collectors.joining(", ")), value);
    }
    return kind.asText().equals("number") && !value.matches("[0-9]+")
        ? "is a number, not " + value
        : value.contains(" ") ? "has several values: " + value : "";
  }
}
