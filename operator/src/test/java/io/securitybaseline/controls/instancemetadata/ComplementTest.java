package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the complement costs, in steps. */
class ComplementTest {

  private static final long PLENTY = 1_000_000_000;

  @Test
  void manyPoliciesOnOneLabelCostTheSquareOfAFewHundredAtMost() {
    List<SelectorTerm> terms = terms(300, i -> List.of(in("app", "app-" + i)));
    WorkBudget budget = new WorkBudget(PLENTY);

    Optional<List<SelectorTerm>> complement = Complement.of(terms, SelectorTerm.EVERY_POD, budget);

    assertThat(values(complement.orElseThrow().getFirst(), "app")).hasSize(300);
    assertThat(complement.orElseThrow()).hasSize(1);
    assertThat(PLENTY - budget.left()).isLessThan(WorkBudget.STEPS / 20);
  }

  @Test
  void aSelectorOfManyLabelsIsTooManyBeforeAllOfThemAreCompared() {
    List<Requirement> labels =
        IntStream.range(0, 100_000).mapToObj(i -> in("key-" + i, "v")).toList();
    SelectorTerm large = SelectorTerm.of(new Selector(labels)).orElseThrow();
    WorkBudget budget = new WorkBudget(PLENTY);

    assertThat(Complement.of(List.of(large), SelectorTerm.EVERY_POD, budget)).isEmpty();

    assertThat(PLENTY - budget.left()).isLessThan(4 * 100_000);
  }

  @Test
  void policiesOfManyLabelsEachAreTooManyWithinTheBudget() {
    List<SelectorTerm> terms =
        terms(
            128,
            i ->
                IntStream.range(0, 100)
                    .mapToObj(k -> in("key-%d-%d".formatted(i, k), "v"))
                    .toList());
    WorkBudget budget = new WorkBudget(PLENTY);

    assertThat(Complement.of(terms, SelectorTerm.EVERY_POD, budget)).isEmpty();

    assertThat(PLENTY - budget.left()).isLessThan(WorkBudget.STEPS);
  }

  @Test
  void whatTheBudgetDoesNotCoverIsNotBegun() {
    List<SelectorTerm> terms = terms(300, i -> List.of(in("app", "app-" + i)));

    assertThatThrownBy(() -> Complement.of(terms, SelectorTerm.EVERY_POD, new WorkBudget(1_000)))
        .isInstanceOf(WorkBudget.Exceeded.class)
        .satisfies(it -> assertThat(it.getStackTrace()).isEmpty());
  }

  @Test
  void manyRequirementsOnOneKeyAreOneRange() {
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      requirements.add(new Requirement("a", Operator.NOT_IN, new TreeSet<>(List.of("v" + i))));
    }

    assertThat(values(SelectorTerm.of(new Selector(requirements)).orElseThrow(), "a"))
        .hasSize(50_000);
    requirements.add(in("a", "v7"));
    assertThat(SelectorTerm.of(new Selector(requirements))).isEmpty();
    requirements.set(7, in("a", "v7"));
    assertThat(SelectorTerm.of(new Selector(requirements)))
        .isEqualTo(SelectorTerm.of(new Selector(List.of(in("a", "v7")))));
  }

  private static Set<String> values(SelectorTerm term, String key) {
    return Objects.requireNonNull(term.ranges().get(key)).values();
  }

  private static List<SelectorTerm> terms(int count, IntFunction<List<Requirement>> requirements) {
    return IntStream.range(0, count)
        .mapToObj(i -> SelectorTerm.of(new Selector(requirements.apply(i))).orElseThrow())
        .toList();
  }

  private static Requirement in(String key, String value) {
    return new Requirement(key, Operator.IN, new TreeSet<>(List.of(value)));
  }
}
