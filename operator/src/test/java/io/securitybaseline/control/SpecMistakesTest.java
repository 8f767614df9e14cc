package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecMistakesTest {

  private static final String CANARY = "{rollout: {selector: {matchLabels: {baseline: canary}}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                     | false",
        "{rollout: {selector: {}}}                                              | false",
        "{rollout: {selector: {matchLabels: {baseline: canary}}}}               | false",
        "{rollout: {selector: {matchLabels: {baseline: canari}}}}               | true",
        "{rollout: {selector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}} | false",
        // Read one by one, these match every namespace; Kubernetes accepts none of them.
        "{rollout: {selector: {matchExpressions: [{key: a b, operator: DoesNotExist}]}}} | true",
        "{rollout: {selector: {matchExpressions: [{key: a, operator: NotIn}]}}} | true",
        "{rollout: {selector: {matchExpressions: [{key: a, operator: Near}]}}}  | true",
        // The one that matches is the platform's, or excluded.
        "{rollout: {selector: {matchLabels: {of: platform}}}}                   | true",
        "{rollout: {selector: {matchLabels: {baseline: canary}}}, namespaces: {exclude: [shop]}} |"
            + " true",
      })
  void matchesNothing(String spec, boolean nothing) {
    assertThat(RolloutSelector.matchesNothing(spec(spec), namespaces())).isEqualTo(nothing);
  }

  @Test
  void whereThereIsNoUserNamespaceNoSelectorIsMistaken() {
    assertThat(
            RolloutSelector.matchesNothing(
                spec(CANARY), Stream.of(new Namespaced("kube-system", Map.of()))))
        .isFalse();
  }

  @Test
  void aMistakenSelectorIsNotedWithTheReasonWhereKubernetesDoesNotAcceptIt() {
    assertThat(SpecMistakes.of(spec(CANARY), SpecMistakesTest::namespaces, true))
        .containsExactly(
            Finding.info(
                "SelectorMatchesNothing",
                "spec.rollout.selector matches none of 2 user namespaces, so Enforce adds nothing"
                    + " and existing objects stay: correct the selector, or remove spec.rollout to"
                    + " select all"));
    assertThat(
            SpecMistakes.of(
                spec("{rollout: {selector: {matchLabels: {a b: x}}}}"),
                SpecMistakesTest::namespaces,
                true))
        .singleElement()
        .satisfies(it ->
            assertThat(it.message())
                .contains("user namespaces (matchLabels: 'a b' is not a label key), so"));
  }

  @ParameterizedTest
  @CsvSource({"20, 0", "19, 0", "21, 1", "40, 1"})
  void fewerThanHalfIsNoted(int excluded, int notes) {
    var spec = spec("{namespaces: {exclude: [team-*, other]}}");

    assertThat(SpecMistakes.of(spec, () -> withTeams(40, excluded), false)).hasSize(notes);
  }

  @Test
  void theEntryThatExcludesMostIsNamed() {
    assertThat(
            SpecMistakes.of(
                spec("{namespaces: {exclude: [other-1, team-*]}}"), () -> withTeams(40, 36), false))
        .containsExactly(
            Finding.info(
                "MostNamespacesExcluded",
                "spec.namespaces.exclude leaves 3 of 40 namespaces; the entry team-* alone excludes"
                    + " 36: narrow the entries if this is not intended"));
  }

  @Test
  void namespacesAreNotReadWhereTheSpecNamesNone() {
    assertThat(
            SpecMistakes.of(
                spec("{}"),
                () -> {
                  throw new AssertionError("not needed");
                },
                false))
        .isEmpty();
  }

  @Test
  void onlyItsOwnFindingsAreMistakes() {
    assertThat(List.of("SelectorMatchesNothing", "MostNamespacesExcluded", "Pending"))
        .extracting(reason -> SpecMistakes.isOne(Finding.info(reason, "")))
        .containsExactly(true, true, false);
  }

  private static Stream<Namespaced> namespaces() {
    return Stream.of(
        new Namespaced("kube-system", Map.of("of", "platform")),
        new Namespaced("default", Map.of()),
        new Namespaced("shop", Map.of("baseline", "canary")));
  }

  /** So many user namespaces, some of them of teams, beside one of the platform. */
  private static Stream<Namespaced> withTeams(int all, int teams) {
    return Stream.concat(
        Stream.of(new Namespaced("kube-system", Map.of())),
        IntStream.range(0, all)
            .mapToObj(i -> new Namespaced((i < teams ? "team-" : "other-") + (i - teams), Map.of()))
            .map(it -> it.name().equals("other-0") ? new Namespaced("default", Map.of()) : it));
  }

  private static SecurityBaselineSpec spec(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, SecurityBaselineSpec.class);
  }
}
