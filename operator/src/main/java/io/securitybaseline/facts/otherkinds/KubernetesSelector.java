package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.otherkinds.LabelExpression.All;
import io.securitybaseline.facts.otherkinds.LabelExpression.Has;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.LabelExpression.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Reads selectors in the form of Kubernetes, {@code matchLabels} and {@code matchExpressions}. */
final class KubernetesSelector {

  /** Values of all requirements together; a selector with more is not read. */
  private static final int MOST_VALUES = 500;

  private KubernetesSelector() {}

  /**
   * The pods that the selector selects; nothing where it is missing.
   *
   * @param key of the label, as the expression is to name it
   */
  static LabelExpression of(JsonNode selector, UnaryOperator<String> key) {
    if (selector.isMissingNode() || selector.isNull()) {
      return LabelExpression.NOTHING;
    }
    List<LabelExpression> parts = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label ->
            parts.add(
                new In(
                    key.apply(label.getKey()),
                    new TreeSet<>(List.of(label.getValue().asText(""))))));
    int values = parts.size();
    for (JsonNode expression : selector.path("matchExpressions")) {
      parts.add(requirement(expression, key));
      values += 1 + expression.path("values").size();
    }
    if (values > MOST_VALUES) {
      return LabelExpression.UNREADABLE;
    }
    return parts.isEmpty()
        ? LabelExpression.EVERYTHING
        : parts.size() == 1 ? parts.getFirst() : new All(parts);
  }

  private static LabelExpression requirement(JsonNode expression, UnaryOperator<String> keys) {
    String key = keys.apply(expression.path("key").asText(""));
    SortedSet<String> values = new TreeSet<>();
    expression.path("values").forEach(value -> values.add(value.asText("")));
    return switch (expression.path("operator").asText("")) {
      case "In" -> new In(key, values);
      case "NotIn" -> new Not(new In(key, values));
      case "Exists" -> new Has(key);
      case "DoesNotExist" -> new Not(new Has(key));
      default -> LabelExpression.UNREADABLE;
    };
  }
}
