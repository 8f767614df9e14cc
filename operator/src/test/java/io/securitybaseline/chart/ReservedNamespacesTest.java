package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.Manifests;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The names that the operator leaves alone are those that the chart can reserve. */
class ReservedNamespacesTest {

  private static final String POLICY = "ValidatingAdmissionPolicy";

  @Test
  void nothingIsReservedByDefault() {
    assertThat(Chart.render().kinds()).doesNotContain(POLICY, POLICY + "Binding");
  }

  @Test
  void exactlyTheSystemNamespacesAreReserved() {
    assertThat(reserved("{protect: true}"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(SystemNamespaces.NAMES.stream(), TigeraNamespaces.NAMES.stream())
                .toList());
  }

  @Test
  void furtherNamesCanBeReserved() {
    assertThat(reserved("{protect: true, names: [sandbox, kube-system]}"))
        .contains("sandbox")
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> reserved("{protect: true, names: ['sandbox-*']}"))
        .hasMessageContaining("names");
  }

  @Test
  void whoMayCreateThemIsConfigurable() {
    assertThat(
            policy("{protect: true, allowedUsers: [tina@contoso.com], allowedGroups: []}")
                .at("/spec/validations/0/expression")
                .asText())
        .contains("in [\"tina@contoso.com\"]")
        .contains("g in []");
  }

  private static List<String> reserved(String values) {
    String expression = policy(values).at("/spec/matchConditions/0/expression").asText();
    JsonNode names = Manifests.tree(expression.substring(expression.indexOf('[')));
    return StreamSupport.stream(names.spliterator(), false)
        .map(JsonNode::asText)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static JsonNode policy(String values) {
    return Chart.render("reservedNamespaces: " + values).only(POLICY);
  }
}
