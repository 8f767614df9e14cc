package io.securitybaseline.controls.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.architecture.ControlChecks;
import io.securitybaseline.cli.plan.PlanUnderTest;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.golden.ListedResources;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.reconcile.ControlsUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A control is added in one folder and one line of the registry, and in no other place. */
class SkeletonControlTest {

  private static final List<HasMetadata> OBJECTS =
      List.of(
          namespace("shop", Map.of("team", "orange")),
          namespace("billing", Map.of()),
          namespace("search", Map.of()),
          new ResourceQuotaBuilder()
              .withNewMetadata()
              .withNamespace("search")
              .withName("quota")
              .withLabels(Map.of("team", "blue"))
              .endMetadata()
              .build(),
          namespace("kube-system", Map.of()));

  private final ControlsUnderTest controls = with(ControlsAndSkeleton.ALL);

  @Test
  void itsConditionIsInTheStatusWithItsCounts() {
    assertThat(controls.evaluate().conditions())
        .filteredOn(it -> it.getType().equals("SkeletonMet"))
        .extracting(Condition::getStatus, Condition::getReason, Condition::getMessage)
        .containsExactly(tuple("False", Reasons.TEAM_MISSING, "2 of 3 namespaces name their team"));
  }

  @Test
  void itsSeriesArePublished() {
    controls.evaluate();

    assertThat(controls.scrape())
        .contains(
            series("Skeleton", "compliant", 2),
            series("Skeleton", "violating", 1),
            series("Skeleton", "pending", 0),
            "securitybaseline_condition{status=\"False\",type=\"SkeletonMet\"} 1.0");
  }

  @Test
  void countsOfTheOtherControlsStayAsTheyWere() {
    ControlsUnderTest others = with(Controls.ALL);
    SecurityBaselineStatus before = others.evaluate();

    SecurityBaselineStatus after = controls.evaluate();

    assertThat(before.instanceMetadata()).isNotNull().isEqualTo(after.instanceMetadata());
    assertThat(before.groupBindings()).isNotNull().isEqualTo(after.groupBindings());
    assertThat(before.nodes()).isEqualTo(after.nodes());
    assertThat(before.cluster()).isEqualTo(after.cluster());
    List<String> types =
        Controls.ALL.stream().flatMap(it -> it.descriptor().conditions().stream()).toList();
    assertThat(ofTypes(types, after)).isNotEmpty().isEqualTo(ofTypes(types, before));
    assertThat(others.scrape()).noneMatch(line -> line.contains("Skeleton"));
    assertThat(controls.scrape())
        .containsAll(
            others.scrape().stream().filter(line -> line.contains("\"InstanceMetadata\"")).toList())
        .anyMatch(line -> line.contains("\"InstanceMetadata\""));
  }

  @Test
  void planListsItsFinding() {
    assertThat(PlanUnderTest.of(ControlsAndSkeleton.ALL, SecurityBaselineSpec.defaults(), OBJECTS))
        .containsOnlyOnce("Skeleton")
        .contains("Namespace/billing  Skeleton TeamMissing")
        .contains("no team is named");
  }

  @Test
  void whatItDeclaresIsWatched() {
    assertThat(with(Controls.ALL).watches())
        .extracting(Watch::name)
        .contains("Namespace")
        .doesNotContain("ResourceQuota");

    assertThat(controls.watches()).extracting(Watch::name).contains("ResourceQuota");
    assertThat(controls.watches()).extracting(Watch::name).doesNotHaveDuplicates();
    assertThat(controls.readersOf("ResourceQuota")).containsExactly(SkeletonModule.ID);
    assertThat(controls.readersOf("Namespace")).contains(SkeletonModule.ID);
    assertThat(controls.readersOf("RoleBinding")).doesNotContain(SkeletonModule.ID);
  }

  @Test
  void whatItStillNeedsIsReported() {
    assertThat(ControlChecks.missing(new SkeletonModule()))
        .containsExactly(
            "cases in src/test/resources/control/skeleton",
            "heading \"### SkeletonMet\" in docs/status.md",
            "page docs/controls/skeleton.md",
            "reason TeamMissing in docs/controls/skeleton.md");
  }

  private static ControlsUnderTest with(List<ControlModule> modules) {
    return new ControlsUnderTest(modules, new ListedResources().addAll(OBJECTS));
  }

  private static List<Condition> ofTypes(List<String> types, SecurityBaselineStatus status) {
    return status.conditions().stream().filter(it -> types.contains(it.getType())).toList();
  }

  private static String series(String control, String state, int count) {
    return "securitybaseline_namespaces{control=\"%s\",state=\"%s\"} %d.0"
        .formatted(control, state, count);
  }

  private static Namespace namespace(String name, Map<String, String> labels) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
