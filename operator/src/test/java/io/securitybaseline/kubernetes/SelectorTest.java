package io.securitybaseline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.kubernetes.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  @ParameterizedTest(name = "tier {0} front,back on tier={1}: {2}")
  @CsvSource({
    "IN, front, true",
    "IN, other, false",
    "IN, , false",
    "NOT_IN, front, false",
    "NOT_IN, other, true",
    "NOT_IN, , true",
    "EXISTS, other, true",
    "EXISTS, , false",
    "DOES_NOT_EXIST, other, false",
    "DOES_NOT_EXIST, , true",
  })
  void operatorsMeanWhatTheyMeanInKubernetes(Operator operator, String value, boolean matches) {
    var requirement = new Requirement("tier", operator, new TreeSet<>(List.of("front", "back")));
    Map<String, String> labels = value == null ? Map.of("app", "a") : Map.of("tier", value);

    assertThat(requirement.matches(labels)).isEqualTo(matches);
    assertThat(new Selector(List.of(requirement)).matches(labels)).isEqualTo(matches);
  }

  @Test
  void absentAndEmptySelectorsMatchEverything() {
    assertThat(Selector.of(null)).isEqualTo(Selector.EVERYTHING);
    assertThat(Selector.of(new LabelSelector())).isEqualTo(Selector.EVERYTHING);
    assertThat(Selector.EVERYTHING.matches(Map.of())).isTrue();
    assertThat(Selector.EVERYTHING.matches(Map.of("a", "b"))).isTrue();
  }

  @Test
  void labelsAndExpressionsMustAllMatch() {
    var selector =
        Selector.of(
            new LabelSelectorBuilder()
                .addToMatchLabels("baseline", "canary")
                .addToMatchExpressions(expression("tier", "NotIn", "front"))
                .addToMatchExpressions(expression("team", "Exists"))
                .addToMatchExpressions(expression("legacy", "DoesNotExist"))
                .addToMatchExpressions(expression("zone", "In", "1", "2"))
                .build());

    var fits = Map.of("baseline", "canary", "team", "a", "zone", "1");
    assertThat(selector.matches(fits)).isTrue();
    assertThat(selector.matches(with(fits, "tier", "front"))).isFalse();
    assertThat(selector.matches(with(fits, "legacy", ""))).isFalse();
    assertThat(selector.matches(with(fits, "zone", "3"))).isFalse();
    assertThat(selector.matches(Map.of("baseline", "canary", "zone", "1"))).isFalse();
  }

  @Test
  void unknownOperatorIsRefusedWithTheOnesThatThereAre() {
    var selector =
        new LabelSelectorBuilder().addToMatchExpressions(expression("a", "Near", "b")).build();

    assertThatThrownBy(() -> Selector.of(selector))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'Near' is not a selector operator: use In, NotIn, Exists or DoesNotExist");
  }

  @EverySeed
  void negatedRequirementMatchesExactlyTheOthers(long seed) {
    var random = Seeds.random(seed);
    var requirement = requirement(random);
    for (int i = 0; i < 20; i++) {
      var labels = labels(random);

      assertThat(requirement.negated().matches(labels))
          .as("%s on %s", requirement, labels)
          .isNotEqualTo(requirement.matches(labels));
    }
    assertThat(requirement.negated().negated()).isEqualTo(requirement);
  }

  @EverySeed
  void survivesTheFormOfTheApi(long seed) {
    var random = Seeds.random(seed);
    List<Requirement> requirements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      requirements.add(requirement(random));
    }
    var selector = new Selector(requirements);
    var labels = labels(random);

    var read = Selector.of(selector.toLabelSelector());

    assertThat(read.matches(labels)).isEqualTo(selector.matches(labels));
    assertThat(read.toLabelSelector()).isEqualTo(selector.toLabelSelector());
  }

  private static LabelSelectorRequirement expression(
      String key, String operator, String... values) {
    return new LabelSelectorRequirement(key, operator, List.of(values));
  }

  private static Requirement requirement(RandomGenerator random) {
    var values = new TreeSet<String>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      values.add(Seeds.oneOf(random, "x", "y", "z"));
    }
    return new Requirement(
        Seeds.oneOf(random, "a", "b", "c"), Seeds.oneOf(random, Operator.values()), values);
  }

  private static Map<String, String> labels(RandomGenerator random) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      labels.put(Seeds.oneOf(random, "a", "b", "c"), Seeds.oneOf(random, "x", "y", "z", ""));
    }
    return labels;
  }

  private static Map<String, String> with(Map<String, String> labels, String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return more;
  }
}
