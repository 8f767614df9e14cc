package io.securitybaseline.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/**
 * The library that evaluates rules in CEL costs time and memory, which {@code run} must not pay.
 */
class RulesLibraryTest {
  private static final String CLI = "io.securitybaseline.cli";

  @Test
  void onlyTheCheckOfABaselineUsesIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI + ".schema")
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.cel..", "com.google.."))
        .check(MainClasses.all());
  }

  @Test
  void onlyCommandsThatReadAFileCheckABaseline() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CLI + ".inventory", CLI + ".schema")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI + ".schema")
        .check(MainClasses.all());
  }
}
