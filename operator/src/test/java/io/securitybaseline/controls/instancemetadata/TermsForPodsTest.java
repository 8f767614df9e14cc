package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import io.securitybaseline.kubernetes.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms that cover pods that exist, and no pod that another policy isolates. */
class TermsForPodsTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheSelectorsNoTermWidensAnything(long seed) {
    Scenario scenario = new Scenario(seed);
    List<SelectorTerm> tighter = tighter(scenario);
    List<Map<String, String>> pods = scenario.shuffled(Scenario.everyPod()).subList(0, 12);
    List<SelectorTerm> inPlace = tighter(scenario);

    TermsForPods.Cover cover = covering(tighter, _ -> true).cover(pods, inPlace);

    assertThat(cover.terms()).hasSizeLessThanOrEqualTo(PolicyNames.MOST_POLICIES);
    for (Map<String, String> pod : Scenario.everyPod()) {
      if (cover.terms().stream().anyMatch(term -> selects(term, pod))) {
        assertThat(tighter).noneMatch(term -> selects(term, pod));
      }
    }
    long left =
        pods.stream()
            .filter(pod -> tighter.stream().noneMatch(term -> selects(term, pod)))
            .filter(pod -> cover.terms().stream().noneMatch(term -> selects(term, pod)))
            .count();
    assertThat(left > 0).isEqualTo(cover.uncovered() > 0);
    assertThat(covering(tighter, _ -> true).cover(pods, cover.terms()).terms())
        .containsAll(cover.terms());
  }

  @Test
  void fourReleasesNeedOneTerm() {
    List<SelectorTerm> releases =
        List.of("shop", "cache", "queue", "search").stream()
            .map(name -> term(in("name", name), in("instance", name)))
            .toList();

    TermsForPods.Cover cover =
        covering(releases, _ -> true)
            .cover(List.of(Map.of("name", "job", "instance", "job")), List.of());

    assertThat(cover.terms())
        .containsExactly(
            term(
                new Requirement(
                    "instance",
                    Operator.NOT_IN,
                    new TreeSet<>(List.of("shop", "cache", "queue", "search")))));
  }

  @Test
  void aTermThatDoesNotFitIsNarrowedToThePodsThatExist() {
    List<SelectorTerm> apps =
        IntStream.range(0, 45).mapToObj(i -> term(in("app", "app-" + i))).toList();
    Predicate<SelectorTerm> atMostThreeValues =
        term -> term.selector().requirements().stream().allMatch(it -> it.values().size() <= 3);
    List<Map<String, String>> pods =
        List.of(
            Map.of(),
            Map.of("app", "a"),
            Map.of("app", "b"),
            Map.of("app", "c"),
            Map.of("app", "d"));

    TermsForPods.Cover cover = covering(apps, atMostThreeValues).cover(pods, List.of());

    assertThat(cover.uncovered()).isZero();
    assertThat(cover.terms())
        .containsExactlyInAnyOrder(
            term(new Requirement("app", Operator.DOES_NOT_EXIST, new TreeSet<>())),
            term(in("app", "a", "b", "c")),
            term(in("app", "d")));
  }

  @Test
  void podsBeyondTheLargestNumberOfPoliciesAreCounted() {
    List<SelectorTerm> apps = List.of(term(in("app", "x")));
    Predicate<SelectorTerm> oneValue =
        term ->
            term.selector().requirements().stream()
                .allMatch(it -> it.operator() == Operator.IN && it.values().size() == 1);
    List<Map<String, String>> pods =
        IntStream.range(0, 10).mapToObj(i -> Map.of("app", "app-" + i)).toList();

    assertThat(covering(apps, oneValue).cover(pods, List.of()).uncovered()).isEqualTo(2);
  }

  private static TermsForPods covering(List<SelectorTerm> tighter, Predicate<SelectorTerm> fits) {
    return new TermsForPods(
        tighter, SelectorTerm.EVERY_POD, fits, new WorkBudget(WorkBudget.STEPS));
  }

  private static List<SelectorTerm> tighter(Scenario scenario) {
    List<SelectorTerm> terms = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SelectorTerm.of(Selector.of(scenario.selector())).ifPresent(terms::add);
    }
    return terms;
  }

  private static boolean selects(SelectorTerm term, Map<String, String> pod) {
    return term.selector().matches(pod);
  }

  private static Requirement in(String key, String... values) {
    return new Requirement(key, Operator.IN, new TreeSet<>(List.of(values)));
  }

  private static SelectorTerm term(Requirement... requirements) {
    return Optional.of(new Selector(List.of(requirements))).flatMap(SelectorTerm::of).orElseThrow();
  }
}
