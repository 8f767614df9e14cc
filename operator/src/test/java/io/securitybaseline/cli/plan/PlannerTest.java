package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.cli.plan.Planned.UserMembership;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
                new PlanTerms(
                    new EntraAssumption(Entra.ON, List.of()),
                    Instant.parse("2026-11-24T10:00:00Z"),
                    _ -> Memberships.NONE))
            .ofEverything();

    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith(
            "SelectorMatchesNothing: spec.rollout.selector matches none of 1 user namespace");
  }

  @Test
  void eachUserIsShownAsInTheGroupNotInItOrUnknown() {
    SecurityBaselineSpec spec = baseline("").getSpec();
    String group = spec.groupBindings().groups().getFirst().objectId();
    SecurityBaselineSpec verified =
        Serialization.unmarshal(
            Serialization.asYaml(spec).replace("membership: \"Assume\"", "membership: \"Auto\""),
            SecurityBaselineSpec.class);
    RoleBinding binding =
        Serialization.unmarshal(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: devs, namespace: shop, uid: u}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
            subjects:
            - {kind: User, name: alice@contoso.com}
            - {kind: User, name: bob@contoso.com}
            - {kind: User, name: eve@contoso.com}
            """,
            RoleBinding.class);
    Memberships known =
        new Memberships(
            Map.of(
                new UserInGroup("alice@contoso.com", group), new Membership.Member(),
                new UserInGroup("bob@contoso.com", group), new Membership.NotAMember()),
            Map.of(group, new GroupState.Usable(false)),
            Optional.of("throttled"));

    Plan plan =
        new Planner(
                Controls.ALL,
                new Inventory(List.of(namespace("shop"), binding)),
                new Baseline("uid-1", verified),
                new PlanTerms(
                    new EntraAssumption(Entra.ON, List.of()),
                    Instant.parse("2026-11-24T10:00:00Z"),
                    questions -> {
                      assertThat(questions.members()).hasSize(3);
                      return known;
                    }))
            .of(Set.of("RoleBinding"));

    assertThat(plan.planned().stream().flatMap(each -> each.memberships().stream()))
        .extracting(UserMembership::user, UserMembership::membership)
        .containsExactly(
            tuple("alice@contoso.com", "in the group"),
            tuple("bob@contoso.com", "not in the group"),
            tuple("eve@contoso.com", "unknown: throttled"));
    assertThat(PlanFormat.TABLE.print(plan)).contains("bob@contoso.com", "not in the group");
    assertThat(plan.planned())
        .extracting(Planned::reason)
        .containsExactlyInAnyOrder("UserBinding", "NotAMember", "MembershipUnknown");
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Planner planner(Entra entra) {
    return new Planner(
        Controls.ALL,
        new Inventory(List.of()),
        new Baseline("uid-1", baseline("").getSpec()),
        new PlanTerms(
            new EntraAssumption(entra, List.of()),
            Instant.parse("2026-11-24T10:00:00Z"),
            _ -> Memberships.NONE));
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
            membership: Assume
            groups:
            - objectId: 9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11
              users: ["*@contoso.com"]
              roles: [{kind: ClusterRole, name: edit}]
        """
            + status,
        SecurityBaseline.class);
  }
}
