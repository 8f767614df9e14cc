package io.securitybaseline.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Neither packages nor classes depend on each other in a circle. */
class CyclesTest {

  private static final String ROOT = "io.securitybaseline";
  private static final JavaClasses MAIN = MainClasses.all();

  /**
   * Classes that may depend on each other, each group with its reason. Nested classes count as part
   * of their top-level class.
   */
  private static final List<Group> ALLOWED =
      List.of(
          new Group(
              "merge: the caches become declared watches",
              "facts.ClusterObservation",
              "facts.NodePruning",
              "facts.NodeSnapshots",
              "facts.PodSnapshots",
              "facts.Pruning",
              "facts.WorkloadKind"),
          new Group(
              "merge: the engine runs every control alike",
              "reconcile.BaselineReconciler",
              "reconcile.Uncertainty",
              "reconcile.Failures",
              "reconcile.StatusPass"),
          new Group(
              "merge: outcomes are mapped once",
              "reconcile.FailureLog",
              "reconcile.OutageCause",
              "reconcile.ReconcileFailures"),
          new Group(
              "merge: reports move to their controls",
              "report.InstanceMetadataReport",
              "report.InstanceMetadataSection"),
          new Group(
              "merge: plan runs the evaluators of the operator",
              "cli.plan.AdmissionPlan",
              "cli.plan.BindingPlan",
              "cli.plan.Plan",
              "cli.plan.Planned",
              "cli.plan.Planner",
              "cli.plan.PolicyPlan"));

  private record Group(String reason, Set<String> classes) {

    /** Names are relative to the root package. */
    Group(String reason, String... classes) {
      this(reason, Set.of(classes).stream().map(it -> ROOT + "." + it).collect(Collectors.toSet()));
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(slicesBy(JavaClass::getPackageName, "packages"))
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  @Test
  void classesHaveNoCycles() {
    slices()
        .assignedFrom(slicesBy(CyclesTest::topLevelClassOrGroup, "top-level classes"))
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  /** What is gone would hide the next class of that name. */
  @Test
  void everyExceptionNamesAClass() {
    assertThat(ALLOWED)
        .flatExtracting(Group::classes)
        .doesNotHaveDuplicates()
        .allMatch(MAIN::contain);
  }

  private static String topLevelClassOrGroup(JavaClass type) {
    String name = topLevel(type.getBaseComponentType()).getFullName();
    return ALLOWED.stream()
        .filter(group -> group.classes().contains(name))
        .map(Group::reason)
        .findFirst()
        .orElse(name);
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(CyclesTest::topLevel).orElse(type);
  }

  private static SliceAssignment slicesBy(Function<JavaClass, String> name, String what) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(name.apply(type));
      }

      @Override
      public String getDescription() {
        return what;
      }
    };
  }
}
