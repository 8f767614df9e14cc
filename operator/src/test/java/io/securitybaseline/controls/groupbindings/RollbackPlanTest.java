package io.securitybaseline.controls.groupbindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.groupbindings.RollbackPlan.Terms;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a restoration restores, and which groups leave. */
class RollbackPlanTest {

  private static final String GROUP = "00000000-0000-4000-8000-000000000001";
  private static final String RECORD =
      "{\"groups\":{\"%s\":{\"entered\":true,\"users\":[\"alice@contoso.com\"]}},\"returned\":0}"
          .formatted(GROUP);
  private static final BindingSubject ALICE = BindingSubject.user("alice@contoso.com");
  private static final BindingSubject TEAM = BindingSubject.group(GROUP);
  private static final Terms USUAL = new Terms(false, false);

  /**
   * A client that may annotate a binding may write a record, which must not restore other subjects
   * than users.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:admin",
        "system:serviceaccount:kube-system:default",
        "masterclient",
        "jane",
        "aks:jwt:github:a@b.c",
        ""
      })
  void aRecordOfOtherSubjectsThanUsersIsNotRestored(String name) {
    Binding users = clusterWide("edit", RECORD.replace("alice@contoso.com", name), TEAM);
    Binding group = clusterWide("edit", RECORD.replace(GROUP, name), TEAM);

    for (Binding binding : List.of(users, group)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RollbackPlan.of(binding, USUAL))
          .withMessageContainingAll("names " + name, "the operator never replaces");
    }
  }

  @Test
  void fromAnOrdinaryBindingTheGroupLeaves() {
    Binding binding = clusterWide("edit", RECORD, TEAM);

    RollbackPlan restoration = RollbackPlan.of(binding, USUAL).orElseThrow();

    assertThat(restoration.removedUsers()).containsExactly(GROUP);
    assertThat(restoration.after(binding).subjects()).containsExactly(ALICE);
    assertThat(ReplacedSubjects.isOn(restoration.after(binding))).isFalse();
  }

  @Test
  void amongAdministratorsTheGroupStaysAndIsStillNotProven() {
    Binding binding = clusterWide("cluster-admin", RECORD, TEAM);

    RollbackPlan restoration = RollbackPlan.of(binding, USUAL).orElseThrow();
    Binding after = restoration.after(binding);

    assertThat(restoration.staying()).containsExactly(GROUP);
    assertThat(restoration.removedUsers()).isEmpty();
    assertThat(after.subjects()).containsExactly(TEAM, ALICE);
    assertThat(ReplacedSubjects.of(after).orElseThrow().letIn(GROUP)).isTrue();
    assertThat(ReplacedSubjects.tookOver(after)).isFalse();
  }

  @Test
  void onRequestGroupsAreRemovedThereTooInTheSameOrALaterRun() {
    Binding binding = clusterWide("cluster-admin", RECORD, TEAM);
    Terms all = new Terms(false, true);
    Binding kept = RollbackPlan.of(binding, USUAL).orElseThrow().after(binding);

    for (Binding before : List.of(binding, kept)) {
      RollbackPlan restoration = RollbackPlan.of(before, all).orElseThrow();
      assertThat(restoration.after(before).subjects()).containsExactly(ALICE);
      assertThat(ReplacedSubjects.isOn(restoration.after(before))).isFalse();
    }
  }

  @Test
  void aSecondTimeThereIsNothingToDo() {
    Binding binding = clusterWide("cluster-admin", RECORD, TEAM);
    Binding kept = RollbackPlan.of(binding, USUAL).orElseThrow().after(binding);

    RollbackPlan again = RollbackPlan.of(kept, USUAL).orElseThrow();

    assertThat(again.change()).isEmpty();
    assertThat(again.staying()).containsExactly(GROUP);
    assertThat(again.cleanedUp()).isEmpty();
  }

  @Test
  void whatElseIsKnownOfTheBindingStays() {
    Binding binding =
        new Binding(
            Binding.ROLE_BINDING,
            "shop",
            "devs",
            "uid-1",
            "7",
            new RoleName("ClusterRole", "edit"),
            List.of(TEAM),
            Map.of("kustomize.toolkit.fluxcd.io/name", "apps"),
            Map.of(Ownership.REPLACED_SUBJECTS, RECORD, "team", "x"),
            List.of("Team/shop"));

    Binding after = RollbackPlan.of(binding, USUAL).orElseThrow().after(binding);

    assertThat(after.labels()).isEqualTo(binding.labels());
    assertThat(after.annotations()).isEqualTo(Map.of("team", "x"));
    assertThat(after.owners()).isEqualTo(binding.owners());
  }

  private static Binding clusterWide(String role, String record, BindingSubject... subjects) {
    return new Binding(
        Binding.CLUSTER_ROLE_BINDING,
        "",
        "admins",
        "uid-1",
        "7",
        new RoleName("ClusterRole", role),
        List.of(subjects),
        Map.of(),
        Map.of(Ownership.REPLACED_SUBJECTS, record),
        List.of());
  }
}
