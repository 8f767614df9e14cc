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
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
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
        .layer("facts")
        .definedBy(ROOT + ".facts..")
        .layer("control")
        .definedBy(ROOT + ".control")
        .layer("controls")
        .definedBy(ROOT + ".controls..")
        .layer("apply")
        .definedBy(ROOT + ".apply")
        .layer("report")
        .definedBy(ROOT + ".report")
        .layer("manifest")
        .definedBy(ROOT + ".manifest")
        .layer("module")
        .definedBy(ROOT + ".module")
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
        .whereLayer("facts")
        .mayOnlyAccessLayers("api", "kubernetes")
        .whereLayer("control")
        .mayOnlyAccessLayers("api", "kubernetes", "facts")
        .whereLayer("controls")
        .mayOnlyAccessLayers("api", "kubernetes", "facts", "control", "report", "module")
        .whereLayer("apply")
        .mayOnlyAccessLayers("control")
        .whereLayer("report")
        .mayOnlyAccessLayers("api", "control", "controls", "apply")
        .whereLayer("manifest")
        .mayNotAccessAnyLayer()
        .whereLayer("module")
        .mayOnlyAccessLayers("api", "facts", "control", "report")
        .whereLayer("client")
        .mayOnlyAccessLayers("api", "control", "controls", "facts", "manifest", "report")
        .whereLayer("reconcile")
        .mayOnlyAccessLayers(
            "api",
            "kubernetes",
            "facts",
            "control",
            "controls",
            "apply",
            "report",
            "module",
            "client")
        .whereLayer("runtime")
        .mayOnlyAccessLayers("api", "apply", "client", "control", "reconcile", "report")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(MAIN);
  }

  @Test
  void onlyReconcileKnowsTheOperatorFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".reconcile")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javaoperatorsdk..")
        .check(MAIN);
  }

  @Test
  void noTypeOfTheAzureSdkLeavesItsAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".facts.azure.arm")
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

  @Test
  void onlyReportMakesStatuses() {
    Set<String> statuses =
        Set.of(
            SecurityBaselineStatus.class.getName(),
            StatusSummary.class.getName(),
            InstanceMetadataStatus.class.getName(),
            GroupBindingsStatus.class.getName(),
            BindingFinding.class.getName(),
            ClusterStatus.class.getName(),
            ClusterCheck.class.getName(),
            NamespaceCounts.class.getName(),
            NamespaceFinding.class.getName());
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".report", ROOT + ".api")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "a status is constructed",
                (JavaConstructorCall call) -> statuses.contains(call.getTargetOwner().getName())))
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
            ROOT + ".reconcile",
            ROOT + ".report",
            ROOT + ".cli..",
            ROOT + ".runtime",
            ROOT + ".facts.azure")
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

  private static DescribedPredicate<JavaClass> fabric8Client() {
    return resideInAPackage("io.fabric8.kubernetes.client..")
        .and(DescribedPredicate.not(models()))
        .as("the fabric8 client");
  }

  /** The base class of a custom resource is of the client's package, and a model all the same. */
  private static DescribedPredicate<JavaClass> models() {
    return DescribedPredicate.describe(
        "models", type -> type.getName().equals("io.fabric8.kubernetes.client.CustomResource"));
  }
}
