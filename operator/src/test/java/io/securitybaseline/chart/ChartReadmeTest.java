package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart's README is current: its table comes from values.yaml. */
class ChartReadmeTest {
  private static final String README = Chart.PATH + "/README.md";
  private static final String BEGIN = "<!-- values: generated from values.yaml -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final String VALUES = GeneratedFile.read(Chart.PATH + "/values.yaml");

  @Test
  void tableOfValuesIsCurrent() {
    var readme = GeneratedFile.read(README);
    assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    var head = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
    var tail = readme.substring(readme.indexOf(END));

    GeneratedFile.assertCurrent(README, head + ValuesTable.of(VALUES).markdown() + tail);
  }

  @Test
  void everyValueIsDescribed() {
    assertThat(ValuesTable.undescribed(VALUES)).isEmpty();
  }

  @Test
  void everyValueIsInTheSchemaAndTheOtherWayRound() {
    var schema = Manifests.tree(GeneratedFile.read(Chart.PATH + "/values.schema.json"));
    var values = Manifests.tree(VALUES);

    assertThat(schema.at("/properties").propertyStream().map(Map.Entry::getKey))
        .filteredOn(name -> !name.equals("global"))
        .containsExactlyInAnyOrderElementsOf(
            values.propertyStream().map(Map.Entry::getKey).toList());
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void aCommentDescribesTheKeyBelowItAndAllThatIsUnderThatKey() {
    var table =
        ValuesTable.of(
            """
            # -- One.
            a: 1
            b:
              # -- A | B.
              c: {d: "x"}
            """);

    assertThat(table.markdown())
        .isEqualTo(
            """
            | value | default | meaning |
            |---|---|---|
            | `a` | `1` | One. |
            | `b.c` | `{"d":"x"}` | A \\| B. |
            """);
    assertThat(ValuesTable.undescribed("a:\n  # -- B.\n  b: 1\n  c: 2\n")).containsExactly("a.c");
  }
}
