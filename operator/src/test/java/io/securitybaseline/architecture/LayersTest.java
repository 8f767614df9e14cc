package io.securitybaseline.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** Who may know whom, and who may do what. */
class LayersTest {
  private static final String ROOT = "io.securitybaseline";
  private static final JavaClasses MAIN = MainClasses.all();

  @Test
  void packagesKnowEachOtherInTheOrderThatDataFlows() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kubernetes")
        .definedBy(ROOT + ".kubernetes")
        .layer("api")
        .definedBy(ROOT + ".api..")
        .layer("manifest")
        .definedBy(ROOT + ".manifest")
        .layer("facts")
        .definedBy(ROOT + ".facts..")
        .layer("control")
        .definedBy(ROOT + ".control")
        .layer("apply")
        .definedBy(ROOT + ".apply")
        .layer("report")
        .definedBy(ROOT + ".report..")
        .layer("module")
        .definedBy(ROOT + ".module")
        .layer("controls")
        .definedBy(ROOT + ".controls.*..")
        .layer("registry")
        .definedBy(ROOT + ".controls")
        .layer("client")
        .definedBy(ROOT + ".client")
        .layer("reconcile")
        .definedBy(ROOT + ".reconcile..")
        .layer("runtime")
        .definedBy(ROOT + ".runtime")
        .layer("cli")
        .definedBy(ROOT + ".cli..")
        .whereLayer("kubernetes")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayOnlyAccessLayers("kubernetes")
        .whereLayer("manifest")
        .mayNotAccessAnyLayer()
        .whereLayer("facts")
        .mayOnlyAccessLayers("api", "kubernetes")
        .whereLayer("control")
        .mayOnlyAccessLayers("api", "kubernetes", "facts")
        .whereLayer("apply")
        .mayOnlyAccessLayers("control")
        .whereLayer("report")
        .mayOnlyAccessLayers("api", "control", "apply")
        .whereLayer("module")
        .mayOnlyAccessLayers("api", "kubernetes", "facts", "control", "report")
        .whereLayer("controls")
        .mayOnlyAccessLayers("api", "kubernetes", "facts", "control", "report", "module")
        .whereLayer("registry")
        .mayOnlyAccessLayers("facts", "module", "controls")
        .whereLayer("client")
        .mayOnlyAccessLayers("api", "facts", "manifest", "report")
        .whereLayer("reconcile")
        .mayOnlyAccessLayers(
            "api", "kubernetes", "facts", "control", "apply", "report", "module", "client")
        .whereLayer("runtime")
        .mayOnlyAccessLayers(
            "api",
            "kubernetes",
            "facts",
            "control",
            "apply",
            "report",
            "module",
            "registry",
            "client",
            "reconcile")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(MAIN);
  }

  /**
   * A control is its folder and its line in the registry. The command for bindings is part of one.
   */
  @Test
  void nothingButTheRegistryNamesAControl() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".controls..", ROOT + ".cli.rollback")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".controls.*..")
        .check(MAIN);
  }

  @Test
  void theEngineRunsWhateverControlsItIsGiven() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".reconcile..", ROOT + ".report", ROOT + ".module", ROOT + ".client")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".controls..")
        .check(MAIN);
  }

  /** The passes themselves do without it. */
  @Test
  void onlyReconcileKnowsTheOperatorFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".reconcile", ROOT + ".reconcile.caches")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javaoperatorsdk..")
        .check(MAIN);
  }

  @Test
  void noTypeOfTheAzureSdkLeavesItsAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".facts.azure.client", ROOT + ".facts.azure.arm", ROOT + ".facts.azure.graph")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.azure..", "com.microsoft.aad..", "reactor.."))
        .check(MAIN);
  }

  @Test
  void controlsArePure() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".control..", ROOT + ".controls..", ROOT + ".facts.egress")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "com.azure..",
                    "org.slf4j..",
                    "ch.qos.logback..",
                    "java.net.http..",
                    "java.util.concurrent..")
                .or(fabric8Client())
                .or(
                    DescribedPredicate.describe(
                        "a clock", type -> type.isEquivalentTo(Clock.class)))
                .or(DescribedPredicate.describe("Thread", it -> it.isEquivalentTo(Thread.class))))
        .check(MAIN);
  }

  @Test
  void controlsDoNotKnowEachOther() {
    slices().matching(ROOT + ".controls.(*)..").should().notDependOnEachOther().check(MAIN);
  }

  @Test
  void observingNeedsNoClientBeyondItsCaches() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".facts..", ROOT + ".kubernetes", ROOT + ".report")
        .should()
        .dependOnClassesThat(
            fabric8Client()
                .and(
                    DescribedPredicate.not(
                        resideInAPackage("io.fabric8.kubernetes.client.informers.cache"))))
        .check(MAIN);
  }

  @Test
  void onlyApplyWrites() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".apply")
        .and()
        .doNotHaveSimpleName("ListPages") // it passes on what is a GET
        .and()
        .doNotHaveSimpleName("WatchRequest") // it sends a GET
        .should()
        .callMethodWhere(
            target(
                    nameMatching(
                        "create|createOr.*|update.*|replace.*|edit.*|patch.*|delete.*|serverSideApply"
                            + "|forceServerSideApply|unlock|accept|evict|scale"))
                .and(target(owner(resideInAPackage("io.fabric8.kubernetes.client.dsl..")))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("sendAsync|consumeBytes|newHttpRequestBuilder"))
                .and(target(owner(resideInAPackage("io.fabric8.kubernetes.client.http")))))
        .check(MAIN);
  }

  /** A status is made by its one builder, and its sections by the reports of the controls. */
  @Test
  void onlyReportsMakeStatuses() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".report", ROOT + ".api.status", ROOT + ".controls..")
        .should()
        .callConstructorWhere(constructsFrom(ROOT + ".api.status"))
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".controls..")
        .and()
        .haveSimpleNameNotEndingWith("Report")
        .and()
        .haveSimpleNameNotEndingWith("Section")
        .should()
        .callConstructorWhere(constructsFrom(ROOT + ".api.status"))
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".report", ROOT + ".api.status")
        .should()
        .callConstructorWhere(
            target(
                owner(nameMatching(".*\\.api\\.status\\.(SecurityBaselineStatus|StatusSummary)"))))
        .check(MAIN);
  }

  @Test
  void timeIsAnInput() {
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("now"))
                .and(
                    target(
                        owner(
                            DescribedPredicate.describe(
                                "of java.time",
                                (JavaClass type) ->
                                    type.isEquivalentTo(Instant.class)
                                        || type.isEquivalentTo(LocalDate.class)
                                        || type.isEquivalentTo(LocalDateTime.class)
                                        || type.isEquivalentTo(ZonedDateTime.class))))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".reconcile..",
            ROOT + ".report",
            ROOT + ".cli..",
            ROOT + ".runtime",
            ROOT + ".facts.azure",
            ROOT + ".facts.azure.directory")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(MAIN);
  }

  private static DescribedPredicate<JavaConstructorCall> constructsFrom(String name) {
    return DescribedPredicate.describe(
        "a type of " + name + " is constructed",
        call ->
            call.getTargetOwner().getPackageName().equals(name) && !call.getTargetOwner().isEnum());
  }

  private static DescribedPredicate<JavaClass> fabric8Client() {
    return resideInAPackage("io.fabric8.kubernetes.client..")
        .and(DescribedPredicate.not(models()))
        .as("the fabric8 client");
  }

  /** The base class of a custom resource is of the client's package, and a model anyway. */
  private static DescribedPredicate<JavaClass> models() {
    return DescribedPredicate.describe(
        "models", type -> type.getName().equals("io.fabric8.kubernetes.client.CustomResource"));
  }
}
