package io.securitybaseline.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Kubernetes accepts in a label selector: the rules of {@code ValidateLabelSelector} in
 * k8s.io/apimachinery. The schema has the same rules; an object that was stored before them can
 * still hold a selector that breaks one.
 */
public final class LabelSyntax {

  private static final int PREFIX_LENGTH = 253;

  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
  private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

  private LabelSyntax() {}

  /** The first mistake in the selector, named with its field; empty if Kubernetes accepts it. */
  public static Optional<String> mistake(LabelSelector selector) {
    Map<String, String> labels = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    List<LabelSelectorRequirement> expressions =
        Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
    return Stream.concat(
            labels.entrySet().stream()
                .flatMap(label ->
                    Stream.concat(
                        key("matchLabels", label.getKey()),
                        value("matchLabels", label.getValue()))),
            expressions.stream().flatMap(LabelSyntax::expression))
        .findFirst();
  }

  private static Stream<String> expression(LabelSelectorRequirement expression) {
    List<String> values = Objects.requireNonNullElse(expression.getValues(), List.of());
    String operator = Objects.requireNonNullElse(expression.getOperator(), "");
    return Stream.of(
            key("matchExpressions", Objects.requireNonNullElse(expression.getKey(), "")),
            operator(operator, values.isEmpty()),
            values.stream().flatMap(value -> value("matchExpressions", value)))
        .flatMap(mistakes -> mistakes);
  }

  private static Stream<String> operator(String operator, boolean withoutValues) {
    if (WITH_VALUES.contains(operator)) {
      return withoutValues
          ? Stream.of("matchExpressions: operator %s needs values".formatted(operator))
          : Stream.empty();
    }
    if (WITHOUT_VALUES.contains(operator)) {
      return withoutValues
          ? Stream.empty()
          : Stream.of("matchExpressions: operator %s takes no values".formatted(operator));
    }
    return Stream.of("matchExpressions: '%s' is not an operator".formatted(operator));
  }

  private static Stream<String> key(String field, String key) {
    int slash = key.indexOf('/');
    boolean valid =
        NAME.matcher(key.substring(slash + 1)).matches()
            && (slash < 0 || isPrefix(key.substring(0, slash)));
    return valid ? Stream.empty() : Stream.of("%s: '%s' is not a label key".formatted(field, key));
  }

  private static boolean isPrefix(String prefix) {
    return prefix.length() <= PREFIX_LENGTH && PREFIX.matcher(prefix).matches();
  }

  private static Stream<String> value(String field, String value) {
    return value.isEmpty() || NAME.matcher(value).matches()
        ? Stream.empty()
        : Stream.of("%s: '%s' is not a label value".formatted(field, value));
  }
}
