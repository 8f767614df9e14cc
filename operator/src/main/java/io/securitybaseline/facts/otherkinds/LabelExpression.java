package io.securitybaseline.facts.otherkinds;

import io.securitybaseline.facts.otherkinds.LabelSource.Label;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A selector of any kind of policy: what it says of the labels of a pod. */
@SuppressWarnings(
    "ClassInitializationDeadlock") // a record of this interface initializes nothing else
public sealed interface LabelExpression {

  /** Selects everything. */
  LabelExpression EVERYTHING = new Constant(Match.YES);

  /** Selects nothing. */
  LabelExpression NOTHING = new Constant(Match.NO);

  /** Could not be read. */
  LabelExpression UNREADABLE = new Constant(Match.MAYBE);

  /** Whether it selects what has the labels. */
  Match test(LabelSource labels);

  /** The keys of the labels that it depends on. */
  default Stream<String> keys() {
    return switch (this) {
      case Constant _ -> Stream.empty();
      case Has(String key) -> Stream.of(key);
      case In(String key, SortedSet<String> _) -> Stream.of(key);
      case Text(String key, Text.Place _, String _) -> Stream.of(key);
      case Not(LabelExpression inner) -> inner.keys();
      case All(List<LabelExpression> parts) -> parts.stream().flatMap(LabelExpression::keys);
      case Any(List<LabelExpression> parts) -> parts.stream().flatMap(LabelExpression::keys);
    };
  }

  /** About how many steps that takes. */
  default long steps() {
    return switch (this) {
      case Constant _ -> 1;
      case Has _, In _, Text _ -> 2;
      case Not(LabelExpression inner) -> 1 + inner.steps();
      case All(List<LabelExpression> parts) -> 1 + sum(parts);
      case Any(List<LabelExpression> parts) -> 1 + sum(parts);
    };
  }

  /** About how many bytes of memory it takes. */
  default long bytes() {
    return switch (this) {
      case Constant _ -> 0;
      case Has(String key) -> 128 + key.length();
      case In(String key, SortedSet<String> values) ->
          256 + key.length() + values.stream().mapToLong(value -> 96L + value.length()).sum();
      case Text(String key, Text.Place _, String text) -> 192 + key.length() + text.length();
      case Not(LabelExpression inner) -> 32 + inner.bytes();
      case All(List<LabelExpression> parts) ->
          64 + parts.stream().mapToLong(LabelExpression::bytes).sum();
      case Any(List<LabelExpression> parts) ->
          64 + parts.stream().mapToLong(LabelExpression::bytes).sum();
    };
  }

  private static long sum(List<LabelExpression> parts) {
    return parts.stream().mapToLong(LabelExpression::steps).sum();
  }

  /** Both together, as short as it can be written. */
  static LabelExpression both(LabelExpression one, LabelExpression other) {
    if (one.equals(EVERYTHING)) {
      return other;
    }
    return other.equals(EVERYTHING) ? one : new All(List.of(one, other));
  }

  /** The same for whatever labels. */
  record Constant(Match match) implements LabelExpression {
    @Override
    public Match test(LabelSource labels) {
      return match;
    }
  }

  /** The label is present. */
  record Has(String key) implements LabelExpression {
    @Override
    public Match test(LabelSource labels) {
      return ofValue(labels.of(key), _ -> true);
    }
  }

  /** The label has one of the values. */
  record In(String key, SortedSet<String> values) implements LabelExpression {

    public In {
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    @Override
    public Match test(LabelSource labels) {
      return ofValue(labels.of(key), value -> values.contains(value));
    }
  }

  /** The value of the label contains the text. */
  record Text(String key, Place place, String text) implements LabelExpression {

    /** Where in the value. */
    public enum Place {
      ANYWHERE,
      START,
      END
    }

    @Override
    public Match test(LabelSource labels) {
      return ofValue(
          labels.of(key),
          value ->
              switch (place) {
                case ANYWHERE -> value.contains(text);
                case START -> value.startsWith(text);
                case END -> value.endsWith(text);
              });
    }
  }

  /** What the other does not select. */
  record Not(LabelExpression inner) implements LabelExpression {
    @Override
    public Match test(LabelSource labels) {
      return inner.test(labels).negated();
    }
  }

  /** What all of them select. */
  record All(List<LabelExpression> parts) implements LabelExpression {

    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public Match test(LabelSource labels) {
      Match match = Match.YES;
      for (LabelExpression part : parts) {
        match = match.and(part.test(labels));
      }
      return match;
    }
  }

  /** What any of them selects. */
  record Any(List<LabelExpression> parts) implements LabelExpression {

    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public Match test(LabelSource labels) {
      Match match = Match.NO;
      for (LabelExpression part : parts) {
        match = match.or(part.test(labels));
      }
      return match;
    }
  }

  private static Match ofValue(Label label, Predicate<String> condition) {
    if (!label.isKnown()) {
      return Match.MAYBE;
    }
    String value = label.value();
    return Match.of(value != null && condition.test(value));
  }
}
