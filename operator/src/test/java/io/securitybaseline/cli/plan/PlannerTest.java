package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan of a cluster takes in beside its bindings. */
class PlannerTest {

  @Test
  void theAdmissionPolicyIsPartOfAPlanOfACluster() {
    Plan plan = planner(Entra.ON).ofEverything();

    assertThat(plan.planned())
        .extracting(Planned::object)
        .containsExactly(
            "ValidatingAdmissionPolicy/user-bindings.securitybaseline.io",
            "ValidatingAdmissionPolicyBinding/user-bindings.securitybaseline.io",
            "ValidatingAdmissionPolicy/replaced-subjects.securitybaseline.io",
            "ValidatingAdmissionPolicyBinding/replaced-subjects.securitybaseline.io");
    assertThat(PlanFormat.YAML.print(plan)).contains("- Deny");
  }

  @Test
  void whereGroupsDoNotWorkNothingIsDenied() {
    assertThat(planner(Entra.OFF).ofEverything().planned())
        .filteredOn(it -> !it.object().endsWith("/replaced-subjects.securitybaseline.io"))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo("EntraOff"));
  }

  @ParameterizedTest
  @CsvSource({"Pass, ON, 0", "Fail, OFF, 0", "Unknown, ON, 1"})
  void theStatusShowsWhatAzureReported(String result, Entra entra, int notes) {
    SecurityBaseline live =
        baseline(
            """
            status:
              cluster:
                reachable: true
                checks: [{name: EntraIntegration, required: true, result: %s}]
            """
                .formatted(result));

    EntraAssumption word = EntraAssumption.of(live.getSpec().groupBindings(), Optional.of(live));

    assertThat(word.entra()).isEqualTo(entra);
    assertThat(word.notes()).hasSize(notes);
  }

  @Test
  void aSelectorThatMatchesNoNamespaceIsNotedBeforeItTakesEffect() {
    SecurityBaselineSpec spec =
        Serialization.unmarshal(
            "---\n{mode: Enforce, rollout: {selector: {matchLabels: {baseline: canari}}}}",
            SecurityBaselineSpec.class);

    Plan plan =
        new Planner(
                Controls.ALL,
                new Inventory(List.of(namespace("shop"), namespace("kube-system"))),
                new Baseline("uid-1", spec),
                new EntraAssumption(Entra.ON, List.of()),
                LocalDate.parse("2026-11-24"))
            .ofEverything();

    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith(
            "SelectorMatchesNothing: spec.rollout.selector matches none of 1 user namespace");
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Planner planner(Entra entra) {
    return new Planner(
        Controls.ALL,
        new Inventory(List.of()),
        new Baseline("uid-1", baseline("").getSpec()),
        new EntraAssumption(entra, List.of()),
        LocalDate.parse("2026-11-24"));
  }

  private static SecurityBaseline baseline(String status) {
    return Serialization.unmarshal(
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
          mode: Enforce
          instanceMetadata: {mode: "Off"}
          groupBindings:
            prevention: Deny
            groups:
            - objectId: 9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11
              users: ["*@contoso.com"]
              roles: [{kind: ClusterRole, name: edit}]
        """
            + status,
        SecurityBaseline.class);
  }
}
