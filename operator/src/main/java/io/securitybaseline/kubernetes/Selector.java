package io.securitybaseline.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.securitybaseline.kubernetes.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A label selector: all requirements must match, and one without requirements matches everything.
 */
public record Selector(List<Requirement> requirements) {

  /** Matches every set of labels. */
  public static final Selector EVERYTHING = new Selector(List.of());

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads the API's form. An absent selector is read as the empty one, because where this project
   * meets selectors ({@code podSelector} of a NetworkPolicy, {@code rollout.selector}) that is what
   * absence means.
   *
   * @throws IllegalArgumentException for an operator that Kubernetes does not know
   */
  public static Selector of(@Nullable LabelSelector selector) {
    if (selector == null) {
      return EVERYTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    Map<String, String> labels = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    labels.forEach((key, value) ->
        requirements.add(new Requirement(key, Operator.IN, new TreeSet<>(List.of(value)))));
    for (LabelSelectorRequirement expression :
        Objects.requireNonNullElse(
            selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())) {
      requirements.add(
          new Requirement(
              expression.getKey(),
              operator(expression.getOperator()),
              new TreeSet<>(
                  Objects.requireNonNullElse(expression.getValues(), List.<String>of()))));
    }
    return new Selector(requirements);
  }

  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** The API's form, with expressions only, in the order of the requirements. */
  public LabelSelector toLabelSelector() {
    return new LabelSelectorBuilder()
        .withMatchExpressions(requirements.stream().map(Selector::expression).toList())
        .build();
  }

  private static LabelSelectorRequirement expression(Requirement requirement) {
    var builder =
        new LabelSelectorRequirementBuilder()
            .withKey(requirement.key())
            .withOperator(
                switch (requirement.operator()) {
                  case IN -> "In";
                  case NOT_IN -> "NotIn";
                  case EXISTS -> "Exists";
                  case DOES_NOT_EXIST -> "DoesNotExist";
                });
    return switch (requirement.operator()) {
      case IN, NOT_IN -> builder.withValues(List.copyOf(requirement.values())).build();
      case EXISTS, DOES_NOT_EXIST -> builder.build();
    };
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      default ->
          throw new IllegalArgumentException(
              "'%s' is not a selector operator: use In, NotIn, Exists or DoesNotExist"
                  .formatted(name));
    };
  }
}
