package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.Manifests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fields that another client added stay where the API server merges, and are drift where it does
 * not.
 */
class IntentTest {

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                            | {a: 1}                                        | true
          {a: 1}                            | {a: 1, b: 2}                                  | true
          {a: 1}                            | {a: 2}                                        | false
          {a: 1}                            | {b: 1}                                        | false
          {a: {b: 1}}                       | {a: {b: 1, c: 2}}                             | true
          {a: {b: 1}}                       | {a: 1}                                        | false
          {l: [1, 2]}                       | {l: [1, 2]}                                   | true
          {l: [1, 2]}                       | {l: [2, 1]}                                   | false
          {l: [1]}                          | {l: [1, 2]}                                   | false
          {l: [{x: 1}]}                     | {l: [{x: 1, y: 2}]}                           | false
          {l: [{name: a, x: 1}]}            | {l: [{name: b, x: 2}, {name: a, x: 1}]}       | true
          {l: [{name: a, x: 1}]}            | {l: [{name: a, x: 2}]}                        | false
          {l: [{name: a, x: 1}]}            | {l: [{name: b, x: 1}]}                        | false
          {l: [{name: a}, {name: b}]}       | {l: [{name: a}]}                              | false
          {l: [{name: a}]}                  | {}                                            | false
          {namespaceSelector: {}}           | {namespaceSelector: {}}                       | true
          {namespaceSelector: {}}           | {namespaceSelector: {matchLabels: {a: b}}}    | false
          {namespaceSelector: {}}           | {}                                            | false
          """)
  void isMetBy(String wanted, String actual, boolean met) {
    assertThat(Intent.isIn(Manifests.tree(actual), Manifests.tree(wanted))).isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {matchConditions: [{name: a}]} | {matchConditions: [{name: a}]}                           | false
          {matchConditions: [{name: a}]} | {matchConditions: [{name: a}, {name: never}]}            | true
          {variables: [{name: a}]}       | {variables: [{name: a}, {name: b}]}                      | false
          {matchConstraints: {}}         | {matchConstraints: {excludeResourceRules: [{x: 1}]}}     | true
          {matchConstraints: {}}         | {matchConstraints: {excludeResourceRules: []}}           | false
          {matchResources: {}}           | {matchResources: {excludeResourceRules: [{x: 1}]}}       | true
          {matchResources: {}}           | {matchResources: {resourceRules: [{x: 1}]}}              | true
          {paramRef: {name: default}}    | {paramRef: {name: default, selector: {}}}                | true
          {paramRef: {name: default}}    | {paramRef: {name: default}}                              | false
          """)
  void fieldsOfOtherClientsCanNarrowTheScope(String wanted, String actual, boolean narrowed) {
    assertThat(Intent.isNarrowed(Manifests.tree(actual), Manifests.tree(wanted)))
        .isEqualTo(narrowed);
  }
}
