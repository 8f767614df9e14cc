package io.securitybaseline.kubernetes;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One requirement of a label selector. {@code NOT_IN} also matches labels without the key, as
 * Kubernetes has it; therefore the negation of each requirement is a requirement again.
 */
public record Requirement(String key, Operator operator, SortedSet<String> values) {

  /** The four operators of {@code matchExpressions}. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  public Requirement {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  public boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }

  /** The requirement that matches exactly the label sets that this one does not. */
  public Requirement negated() {
    return switch (operator) {
      case IN -> new Requirement(key, Operator.NOT_IN, values);
      case NOT_IN -> new Requirement(key, Operator.IN, values);
      case EXISTS -> new Requirement(key, Operator.DOES_NOT_EXIST, values);
      case DOES_NOT_EXIST -> new Requirement(key, Operator.EXISTS, values);
    };
  }
}
