package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.LabelExpression;
import io.securitybaseline.facts.otherkinds.LabelExpression.All;
import io.securitybaseline.facts.otherkinds.LabelExpression.Any;
import io.securitybaseline.facts.otherkinds.LabelExpression.Constant;
import io.securitybaseline.facts.otherkinds.LabelExpression.Has;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.LabelExpression.Not;
import io.securitybaseline.facts.otherkinds.LabelExpression.Text;
import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.facts.otherkinds.PolicyKind.Family;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes an expression as label selectors of Kubernetes for the pods of one namespace. What they
 * cannot express is left out, so that they select at least what the expression selects.
 */
final class PodSets {

  /** More alternatives than this are replaced by all pods. */
  private static final int MOST = 8;

  private static final Set<List<Requirement>> EVERY_POD = Set.of(List.of());

  private final Family family;
  private final NamespaceIdentity namespace;

  private PodSets(Family family, NamespaceIdentity namespace) {
    this.family = family;
    this.namespace = namespace;
  }

  /** The selectors; none if the expression selects no pod of the namespace. */
  static List<Selector> of(LabelExpression expression, Family family, NamespaceIdentity namespace) {
    Set<List<Requirement>> terms = new PodSets(family, namespace).terms(expression, false);
    return terms.contains(List.<Requirement>of())
        ? List.of(Selector.EVERYTHING)
        : terms.stream().map(Selector::new).toList();
  }

  private Set<List<Requirement>> terms(LabelExpression expression, boolean negated) {
    return switch (expression) {
      case Constant(Match match) ->
          (negated ? match.negated() : match) == Match.NO ? Set.of() : EVERY_POD;
      case Has(String key) ->
          leaf(
              expression,
              key,
              negated,
              new Requirement(
                  key(key), negated ? Operator.DOES_NOT_EXIST : Operator.EXISTS, new TreeSet<>()));
      case In(String key, SortedSet<String> values) ->
          leaf(
              expression,
              key,
              negated,
              new Requirement(key(key), negated ? Operator.NOT_IN : Operator.IN, values));
      case Text(String key, Text.Place _, String _) ->
          EngineLabels.isOfNamespace(family, key) ? fixed(expression, negated) : EVERY_POD;
      case Not(LabelExpression inner) -> terms(inner, !negated);
      case All(List<LabelExpression> parts) -> negated ? anyOf(parts, true) : allOf(parts, false);
      case Any(List<LabelExpression> parts) -> negated ? allOf(parts, true) : anyOf(parts, false);
    };
  }

  private String key(String key) {
    return EngineLabels.ofPod(family, key).orElse(key);
  }

  private Set<List<Requirement>> leaf(
      LabelExpression expression, String key, boolean negated, Requirement requirement) {
    return EngineLabels.isOfNamespace(family, key)
        ? fixed(expression, negated)
        : Set.of(List.of(requirement));
  }

  private Set<List<Requirement>> fixed(LabelExpression expression, boolean negated) {
    Match match = expression.test(key -> EngineLabels.fixed(family, namespace, key));
    return (negated ? match.negated() : match) == Match.NO ? Set.of() : EVERY_POD;
  }

  private Set<List<Requirement>> anyOf(List<LabelExpression> parts, boolean negated) {
    Set<List<Requirement>> union = new LinkedHashSet<>();
    for (LabelExpression part : parts) {
      union.addAll(terms(part, negated));
      if (union.size() > MOST) {
        return EVERY_POD;
      }
    }
    return union;
  }

  private Set<List<Requirement>> allOf(List<LabelExpression> parts, boolean negated) {
    Set<List<Requirement>> product = EVERY_POD;
    for (LabelExpression part : parts) {
      Set<List<Requirement>> next = new LinkedHashSet<>();
      for (List<Requirement> term : terms(part, negated)) {
        for (List<Requirement> before : product) {
          List<Requirement> both = new ArrayList<>(before);
          both.addAll(term);
          next.add(both);
        }
      }
      // A part that takes too many alternatives is left out.
      product = next.size() > MOST ? product : next;
    }
    return product;
  }
}
