package io.securitybaseline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{matchLabels: {baseline: canary, contoso.com/a.b_c: '', k8s.io/x: 1.0_b}}",
        "{matchExpressions: [{key: a, operator: In, values: [x, '']}]}",
        "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}",
        "{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: DoesNotExist, values:"
            + " []}]}",
      })
  void whatKubernetesAcceptsHasNoMistake(String selector) {
    assertThat(LabelSyntax.mistake(selector(selector))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{matchLabels: {a b: x}} | matchLabels: 'a b' is not a label key",
        "{matchLabels: {'': x}} | matchLabels: '' is not a label key",
        "{matchLabels: {/a: x}} | matchLabels: '/a' is not a label key",
        "{matchLabels: {a/b/c: x}} | matchLabels: 'a/b/c' is not a label key",
        "{matchLabels: {Contoso.com/a: x}} | matchLabels: 'Contoso.com/a' is not a label key",
        "{matchLabels: {a..b/c: x}} | matchLabels: 'a..b/c' is not a label key",
        "{matchLabels: {a: x y}} | matchLabels: 'x y' is not a label value",
        "{matchLabels: {a: -x}} | matchLabels: '-x' is not a label value",
        "{matchExpressions: [{key: a b, operator: Exists}]}"
            + " | matchExpressions: 'a b' is not a label key",
        "{matchExpressions: [{key: a, operator: In}]}"
            + " | matchExpressions: operator In needs values",
        "{matchExpressions: [{key: a, operator: NotIn, values: []}]}"
            + " | matchExpressions: operator NotIn needs values",
        "{matchExpressions: [{key: a, operator: Exists, values: [x]}]}"
            + " | matchExpressions: operator Exists takes no values",
        "{matchExpressions: [{key: a, operator: In, values: ['*']}]}"
            + " | matchExpressions: '*' is not a label value",
        "{matchExpressions: [{key: a, operator: Near}]}"
            + " | matchExpressions: 'Near' is not an operator",
        "{matchExpressions: [{}]} | matchExpressions: '' is not a label key",
      })
  void aMistakeIsNamedWithItsField(String selector, String mistake) {
    assertThat(LabelSyntax.mistake(selector(selector))).contains(mistake);
  }

  @Test
  void namesAndPrefixesAreBounded() {
    assertThat(LabelSyntax.mistake(ofKey("a".repeat(63)))).isEmpty();
    assertThat(LabelSyntax.mistake(ofKey("a".repeat(64)))).isPresent();
    assertThat(LabelSyntax.mistake(ofKey("a".repeat(253) + "/b"))).isEmpty();
    assertThat(LabelSyntax.mistake(ofKey("a".repeat(254) + "/b"))).isPresent();
  }

  private static LabelSelector ofKey(String key) {
    return selector("{matchExpressions: [{key: %s, operator: Exists}]}".formatted(key));
  }

  private static LabelSelector selector(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, LabelSelector.class);
  }
}
